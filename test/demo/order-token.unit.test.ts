import { expect, it } from 'vitest'
// @ts-expect-error: the snippet is plain JavaScript, as shops paste it.
import { purchaseOf } from '../../demo/install/order-token.js'

it('the snippet signs an order as OpenSSL does', () => {
  process.env.PAIRWELL_TOKEN_KEY = 'tk_test'
  const lines = [{ item_id: 'tea', quantity: 2, price: 500 }]
  const order = { number: '1001', currency: 'EUR', goods: 10, tax: 1.9, lines }
  // printf 'order:1001' | openssl dgst -sha256 -hmac tk_test
  const order_token = '291543ebcf7898fc4bb7d5cb202f8cbbdc32d4188615f9851757755293008cc3'
  expect(purchaseOf(order)).toEqual({
    ...{ transaction_id: '1001', order_token, currency: 'EUR', value: 10, tax: 1.9 },
    items: [{ item_id: 'tea', quantity: 2 }],
  })
})
