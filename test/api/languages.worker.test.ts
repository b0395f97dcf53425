import { expect, it } from 'vitest'
import { aShop, ordersFile, plainItems, times } from '../a-shop.ts'

// What Intl refuses with a RangeError, names that every object has, and what is longer than a tag.
const NO_LANGUAGES = [
  '__proto__',
  'constructor',
  'en-12',
  'en-aa-bb',
  'abcd',
  'de_AT',
  'en-u-nu-latn',
  `en-${'abcde-'.repeat(6)}`,
]
const LANGUAGES = ['en', 'DE-at', 'zh-Hant-TW', 'xx', 'sr-Latn']

it.each([...NO_LANGUAGES.map((tag) => [tag, 400] as const), ...LANGUAGES.map((tag) => [tag, 200] as const)])(
  'every door that takes a language answers "%s" with %d',
  async (locale, status) => {
    const shop = await aShop()
    await shop.give('items', plainItems(['tea', 'mug']))
    await shop.give('orders', ordersFile(times(9, 'tea mug')))
    const query = `placement=product&item_id=tea&locale=${locale}`
    const { customer } = (await shop.call('/v1/customers/lookup', 'POST', { customer_id: 'ann' })).body
    const rule = { name: 'A rule', action: { kind: 'hide', items: { item_ids: ['mug'] } } }
    const answers = [
      await shop.ask(query),
      await shop.call(`/v1/recommendations?${query}&trace=1`),
      await shop.call('/v1/rules/simulate', 'POST', { placement: 'product', item_id: 'tea', locale }),
      await shop.call('/v1/rules', 'POST', { ...rule, when: { locales: [locale] } }),
      await shop.call('/v1/settings', 'PATCH', { locale }),
      await shop.call('/v1/customers', 'PUT', { customers: [{ customer, locale }] }),
    ]
    expect(answers.map((answer) => (answer.status === 201 ? 200 : answer.status))).toEqual(
      answers.map(() => status),
    )
    const offer = { name: 'Tea', kind: 'cross_sell', proposal: { type: 'item', item_ids: ['tea'] } }
    const written = await shop.call('/v1/offers', 'POST', {
      ...offer,
      texts: [{ locale, title: 'Tea' }, { title: 'Tea' }],
    })
    expect(written.status).toBe(status === 200 ? 201 : 400)
  },
)
