import { computed } from '@preact/signals'
import { deLive } from './de/data/live.ts'
import { enLive } from './en/data/live.ts'
import { language } from './index.ts'

/** Texts about changes that a shop system sends, in a module of their own: only the page Data loads them. */
export const liveTexts = computed(() => (/^de\b/i.test(language.value) ? deLive : enLive))
