import { computed } from '@preact/signals'
import { deAccounts } from './de/accounts/calls-and-briefs.ts'
import { enAccounts } from './en/accounts/calls-and-briefs.ts'
import { language } from './index.ts'

/** Texts about accounts, in a module of their own: only the pages that need them load them. */
export const accountTexts = computed(() => (/^de\b/i.test(language.value) ? deAccounts : enAccounts))
