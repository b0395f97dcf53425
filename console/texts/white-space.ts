import { computed } from '@preact/signals'
import { deWhiteSpace } from './de/accounts/white-space.ts'
import { enWhiteSpace } from './en/accounts/white-space.ts'
import { language } from './index.ts'

/** Texts about the grid of accounts and the form of an account, in a module of their own: only the pages that need them load them. */
export const whiteSpaceTexts = computed(() => (/^de\b/i.test(language.value) ? deWhiteSpace : enWhiteSpace))
