import { computed } from '@preact/signals'
import { deModel } from './de/model.ts'
import { enModel } from './en/model.ts'
import { language } from './index.ts'

/** Texts about models, in a module of their own: only the page Model loads them. */
export const modelTexts = computed(() => (/^de\b/i.test(language.value) ? deModel : enModel))
