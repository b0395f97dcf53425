import { computed } from '@preact/signals'
import { dePolicy } from './de/policy.ts'
import { enPolicy } from './en/policy.ts'
import { language } from './index.ts'

/** Texts of the contact policy, in a module of their own: only its page loads them. */
export const policyTexts = computed(() => (/^de\b/i.test(language.value) ? dePolicy : enPolicy).policy)
