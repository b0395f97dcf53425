import { expect, it } from 'vitest'
import { readAnswer } from '../../widget/page/answer.ts'
import { formatPrice } from '../../widget/view/price.ts'
import { cardsOf } from '../../widget/view/shown.ts'
import { answer, item, PAIR } from './answers.ts'

it('passes what the API says', () => {
  const read = readAnswer(answer(PAIR))
  expect(read?.panel.texts).toEqual(answer(PAIR).panel.texts)
  expect(cardsOf(read ?? { items: [], intent: '' }).map(({ item_id }) => item_id)).toEqual(['mug', 'pot'])
})

it.each([null, 1, 'x', [], {}, { items: [] }, { panel: {}, items: [] }, { panel: { texts: {} }, items: {} }])(
  '%j is no answer',
  (value) => expect(readAnswer(value)).toBeNull(),
)

it('turns every text into a string, whatever stands there', () => {
  const odd = { toString: 1, type: 'img', props: { src: 'x' } }
  const hostile = { item_id: 7, title: odd, url: odd, image_url: [], price: odd, reason: odd, age_limit: odd }
  const [read] = readAnswer({ ...answer([]), items: [null, 'x', hostile] })?.items ?? []
  expect(read).toEqual({ item_id: '7', title: '', url: null, image_url: null, reason: '' })
})

it('shows no card without title, link or picture, and no single card', () => {
  const bare = [item('a', { title: '' }), item('b', { url: null }), item('c', { image_url: null })]
  const shown = (items: Parameters<typeof answer>[0], intent = 'complementary') => {
    const read = readAnswer({ ...answer(items), intent })
    return read ? cardsOf(read).map(({ item_id }) => item_id) : []
  }
  expect(shown([...bare, item('mug')])).toEqual([])
  expect(shown([...bare, ...PAIR])).toEqual(['mug', 'pot'])
  // A single alternative is a choice.
  expect(shown([...bare, item('mug')], 'upgrade')).toEqual(['mug'])
})

it.each([
  ['EUR', 1999, 'de-DE', '19,99 €'],
  ['EUR', 2000, 'en-IE', '€20.00'],
  ['JPY', 1999, 'en-US', '¥1,999'],
  ['KWD', 1999, 'en-US', 'KWD 1.999'],
  // Intl writes forints without fraction; the minor unit of ISO 4217 still has two digits.
  ['HUF', 199_900, 'en-US', 'HUF 1,999'],
  ['HUF', 199_950, 'en-US', 'HUF 1,999.50'],
])('writes %s %i in %s as %s', (currency, amount, locale, text) => {
  expect(formatPrice({ amount, currency }, locale).replaceAll('\u00a0', ' ')).toBe(text)
})

it.each([
  ['', 'en'],
  ['euro', 'en'],
  ['EUR', 'no such language'],
])('writes no price in "%s" for "%s"', (currency, locale) => {
  expect(formatPrice({ amount: 1, currency }, locale)).toBe('')
})
