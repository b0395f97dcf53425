import { expect, it } from 'vitest'
import { moneyOf } from '../../vocabulary/currencies.ts'
import { answerOf } from '../../widget/page/answer.ts'
import { formatPrice } from '../../widget/view/price.ts'
import { cardsOf } from '../../widget/view/shown.ts'
import { item, PAIR, panel } from './answers.ts'

it('accepts the answers of the API', () => {
  expect(answerOf(panel(PAIR))).toEqual(panel(PAIR))
  expect(cardsOf(panel(PAIR)).map(({ item_id }) => item_id)).toEqual(['mug', 'pot'])
})

it.each([null, 1, 'x', [], {}, { items: [] }, { panel: {}, items: [] }, { panel: { texts: {} }, items: {} }])(
  '%j is not an answer',
  (value) => expect(answerOf(value)).toBeNull(),
)

const shown = (...[items, look, more]: Parameters<typeof panel>) =>
  cardsOf(panel(items, look, more)).map(({ item_id }) => item_id)

it('shows no card without title, link or picture, and no panel of one card', () => {
  const bare = [item('a', { title: ' ' }), item('b', { url: null }), item('c', { image_url: null })]
  expect(shown([...bare, item('mug')])).toEqual([])
  expect(shown([...bare, ...PAIR])).toEqual(['mug', 'pot'])
  // An alternative may be the only card.
  expect(shown([...bare, item('mug')], {}, { intent: 'upgrade' })).toEqual(['mug'])
})

it('shows items without a picture or a link where the shop allows it, but none with an unsafe link', () => {
  const bare = [item('a', { image_url: null }), item('b', { url: null }), item('c', { url: 'javascript:1' })]
  expect(shown(bare, { pictures: 'optional' })).toEqual(['a', 'b'])
})

it('a dismissed item is replaced by a spare, and the last cards stay', () => {
  const whole = panel(PAIR, {}, { spare: [item('jar')] })
  const left = (...gone: string[]) => cardsOf(whole, new Set(gone)).map(({ item_id }) => item_id)
  expect(left('mug')).toEqual(['pot', 'jar'])
  expect(left('mug', 'jar')).toEqual(['pot'])
  expect(left('mug', 'jar', 'pot')).toEqual([])
})

/** 1999 forints as this runtime formats them: "HUF 1,999" since CLDR 48, "HUF 1,999.00" before. */
const WHOLE_FORINTS = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'HUF' })
  .format(1999)
  .replaceAll('\u00a0', ' ')

it.each([
  ['EUR', 1999, 'de-DE', '19,99 €'],
  ['EUR', 2000, 'en-IE', '€20.00'],
  ['EUR', 1990, 'en-IE', '€19.90'],
  ['JPY', 1999, 'en-US', '¥1,999'],
  ['KWD', 1999, 'en-US', 'KWD 1.999'],
  ['KWD', 1990, 'en-US', 'KWD 1.990'],
  // The minor unit of ISO 4217 has two digits, however many digits the runtime's locale data writes for whole forints.
  ['HUF', 199_900, 'en-US', WHOLE_FORINTS],
  ['HUF', 199_950, 'en-US', 'HUF 1,999.50'],
])('formats %s %i in %s as %s', (currency, amount, locale, text) => {
  expect(formatPrice(moneyOf(amount, currency), locale).replaceAll('\u00a0', ' ')).toBe(text)
})

it.each([
  ['', 'en'],
  ['euro', 'en'],
  ['EUR', 'no such language'],
])('shows no price in "%s" for "%s"', (currency, locale) => {
  expect(formatPrice({ amount: 1, currency }, locale)).toBe('')
})

it('shows no price that is not a number', () => {
  expect(formatPrice({ amount: Number.NaN, currency: 'EUR' }, 'en')).toBe('')
})
