import { computed } from '@preact/signals'
import { deEnablement } from './de/accounts/enablement.ts'
import { enEnablement } from './en/accounts/enablement.ts'
import { language } from './index.ts'

/** Texts about learning and teams, in a module of their own: only the pages that need them load them. */
export const enablementTexts = computed(() => (/^de\b/i.test(language.value) ? deEnablement : enEnablement))
