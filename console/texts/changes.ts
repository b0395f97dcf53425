import { computed } from '@preact/signals'
import { deChanges } from './de/changes.ts'
import { enChanges } from './en/changes.ts'
import { language } from './index.ts'

/** Names of changes, in a module of their own: only the page Changes loads them. */
export const changeTexts = computed(() => (/^de\b/i.test(language.value) ? deChanges : enChanges))
