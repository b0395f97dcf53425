import { computed } from '@preact/signals'
import { deTriggers } from './de/triggers.ts'
import { enTriggers } from './en/triggers.ts'
import { language } from './index.ts'

/** Texts about triggers, in a module of their own: only the pages that need them load them. */
export const triggerTexts = computed(() => (/^de\b/i.test(language.value) ? deTriggers : enTriggers))
