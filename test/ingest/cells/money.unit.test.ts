import { expect, it } from 'vitest'
import { readMoney } from '../../../worker/ingest/import/cells/money.ts'
import { refusal } from '../import/refusal.ts'

it.each([
  ['49.99', 'EUR', 4_999],
  ['49.99 USD', 'USD', 4_999],
  ['USD 49.99', 'USD', 4_999],
  ['USD49.99', 'USD', 4_999],
  ['$49.99', 'USD', 4_999],
  ['49,99 €', 'EUR', 4_999],
  ['€ 49,99', 'EUR', 4_999],
  ['1.234,56 €', 'EUR', 123_456],
  ['1,234.50', 'USD', 123_450],
  ['1 234,50', 'EUR', 123_450],
  ['1\u00a0234,50\u00a0€', 'EUR', 123_450],
  ['1\u202f234,50', 'EUR', 123_450],
  ["1'234.50", 'CHF', 123_450],
  ['1’234.50', 'CHF', 123_450],
  ['12,34,567.89', 'INR', 123_456_789],
  ['1,234', 'USD', 123_400],
  ['1,234,567', 'USD', 123_456_700],
  ['1.234.567', 'EUR', 123_456_700],
  ['1.234.567,8', 'EUR', 123_456_780],
  ['12,5', 'EUR', 1_250],
  ['0,500', 'EUR', 50],
  ['1234,500', 'KWD', 1_234_500],
  ['.5', 'EUR', 50],
  ['5.', 'EUR', 500],
  ['7', 'EUR', 700],
  ['0', 'EUR', 0],
  ['0.00', 'EUR', 0],
  ['-5.00', 'EUR', -500],
  ['1999', 'JPY', 1_999],
  ['¥1,999', 'JPY', 1_999],
  ['1.5', 'KWD', 1_500],
  ['1.234', 'KWD', 1_234],
  ['1.005', 'EUR', 101],
  ['1.004', 'EUR', 100],
  ['8.115', 'EUR', 812],
  ['999999999999.99', 'EUR', 99_999_999_999_999],
])('%s in %s are %d minor units', (text, currency, minor) => {
  expect(readMoney(text, 'Price', currency)).toBe(minor)
})

it('an empty cell is no price', () => expect(readMoney('', 'Price', 'EUR')).toBeUndefined())

it.each(['49.99 USD', 'USD49.99', 'GBP 1'])('%s is refused by a shop that sells in euros', (text) => {
  const { code, column } = refusal(() => readMoney(text, 'Price', 'EUR'))
  expect([code, column]).toEqual(['other_currency', 'Price'])
})

it.each([
  'free',
  'EUR',
  '€',
  '.',
  ',',
  '-',
  '1e5',
  '4.9.9',
  '22.11.2026',
  '1,23,4',
  '1,2.5',
  '1.234,56,78',
  '1234.567,8',
  '--5',
  '5-',
  '=1+1',
  '0x10',
  '1.234567890123456789012',
  '1234567890123',
  '٤٩',
  'NaN',
])('%s is not an amount of money', (text) => {
  expect(refusal(() => readMoney(text, 'Price', 'EUR')).code).toBe('bad_money')
})

it('the same text is read again for another currency', () => {
  expect(readMoney('1.5', 'Price', 'KWD')).toBe(1_500)
  expect(readMoney('1.5', 'Price', 'EUR')).toBe(150)
})
