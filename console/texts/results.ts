import { computed } from '@preact/signals'
import { deResults } from './de/results.ts'
import { enResults } from './en/results.ts'
import { language } from './index.ts'

/** Texts about results, in a module of their own: only the pages that need them load them. */
export const resultTexts = computed(() => (/^de\b/i.test(language.value) ? deResults : enResults))
