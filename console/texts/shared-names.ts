import { computed } from '@preact/signals'
import { deSharedNames } from './de/customers/shared-names.ts'
import { enSharedNames } from './en/customers/shared-names.ts'
import { language } from './index.ts'

/** Texts about names that several customers share, in a module of their own: only the page Customers loads them. */
export const sharedNameTexts = computed(() => (/^de\b/i.test(language.value) ? deSharedNames : enSharedNames))
