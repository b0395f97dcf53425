import { computed } from '@preact/signals'
import { deAdvice } from './de/advice.ts'
import { enAdvice } from './en/advice.ts'
import { language } from './index.ts'

/** Texts of what to do next, in a module of their own: the first page loads without them. */
export const adviceTexts = computed(() => (/^de\b/i.test(language.value) ? deAdvice : enAdvice))
