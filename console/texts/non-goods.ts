import { computed } from '@preact/signals'
import { deNonGoods } from './de/non-goods.ts'
import { enNonGoods } from './en/non-goods.ts'
import { language } from './index.ts'

/** Texts about items that are no goods, in a module of their own: only the pages of the catalogue load them. */
export const nonGoodsTexts = computed(() => (/^de\b/i.test(language.value) ? deNonGoods : enNonGoods))
