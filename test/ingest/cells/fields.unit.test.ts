import { describe, expect, it } from 'vitest'
import { readOrderDate } from '../../../worker/ingest/import/cells/dates.ts'
import { readId, readQuantity, readWhole, readYesNo } from '../../../worker/ingest/import/cells/fields.ts'
import { masked, RowErrors, RowProblem } from '../../../worker/ingest/import/problems.ts'
import { refusal } from '../import/refusal.ts'

it.each([
  ['3', 3],
  ['+3', 3],
  ['-2', -2],
  ['0', 0],
  ['007', 7],
  ['3.0', 3],
  ['3,00', 3],
  ['3.0000', 3],
  ['123456789012345', 123_456_789_012_345],
])('%s is the whole number %d', (text, number) => {
  expect(readWhole(text, 'Qty')).toBe(number)
})

it.each(['1.5', '1,5', 'three', '3 pcs', '1e3', '0x10', '--1', '1234567890123456', '=3', '.', '٣'])(
  '%s is not a whole number',
  (text) => {
    const { code, column } = refusal(() => readWhole(text, 'Qty'))
    expect([code, column]).toEqual(['bad_number', 'Qty'])
  },
)

it.each(['yes', 'Yes', 'TRUE', 'true', '1', 'y', 'visible', 'published', 'active'])(
  '%s means yes',
  (text) => {
    expect(readYesNo(text, 'Published')).toBe(true)
  },
)

it.each(['no', 'No', 'FALSE', '0', 'n', 'hidden', 'draft', 'archived', '-1'])('%s means no', (text) => {
  expect(readYesNo(text, 'Published')).toBe(false)
})

it('a value that means neither yes nor no is refused, not guessed', () => {
  expect(refusal(() => readYesNo('maybe', 'Published')).code).toBe('bad_yes_no')
})

it('an empty cell has no value', () => {
  expect([readWhole('', ''), readYesNo('', '')]).toEqual([undefined, undefined])
})

it('an id has 1 to 128 characters', () => {
  expect(readId('0012', 'SKU')).toBe('0012')
  expect(readId('x'.repeat(128), 'SKU')).toHaveLength(128)
  expect(refusal(() => readId('x'.repeat(129), 'SKU')).code).toBe('long_id')
  expect(refusal(() => readId('', 'SKU')).code).toBe('empty_id')
})

it.each([
  ['Ann Lee', 'aaa aaa'],
  ['ann.lee@example.org', 'aaa.aaa@aaaaaaa.aaa'],
  ['+49 (0)30 123', '+99 (9)99 999'],
  ['1.234,5x', '9.999,9a'],
  ['李雷 ٤٩ Çelik', 'aa 99 aaaaa'],
  ['𝒜𝟙', 'a9'],
])('an error report masks %s as %s', (value, shape) => {
  expect(masked(value)).toBe(shape)
})

it('an error report shows at most 40 characters of a cell', () => {
  expect(masked('x'.repeat(500))).toBe('a'.repeat(40))
})

it('keeps 10,000 refused rows and counts all of them', () => {
  const errors = new RowErrors()
  const problem = new RowProblem('bad_number', 'Qty', 'No number.')
  for (let row = 2; row < 12_002; row += 1) errors.add(row, problem, 'Ann 7')
  expect([errors.count, errors.kept.length]).toEqual([12_000, 10_000])
  expect(errors.kept[0]).toEqual({
    row: 2,
    column: 'Qty',
    code: 'bad_number',
    message: 'No number.',
    value: 'aaa 9',
  })
})

describe('a quantity', () => {
  it.each([
    ['3', 3],
    ['0', 0],
    ['-2', -2],
    ['0.755', 0.755],
    ['1,5', 1.5],
    ['2.0', 2],
    ['1,000', 1000],
    ['12,345.0', 12345],
    ['', undefined],
  ])('%j is %j', (text, quantity) => {
    expect(readQuantity(text, 'qty')).toBe(quantity)
  })

  it.each(['two', '1 2', '1.2.3', '--1', '9'.repeat(20)])('%j is refused', (text) => {
    expect(() => readQuantity(text, 'qty')).toThrow(/quantity/)
  })
})

describe('the date of an order', () => {
  const NOW = Date.UTC(2026, 10, 22)

  it('may be tomorrow, because it is tomorrow in some time zone', () => {
    expect(readOrderDate('2026-11-22T20:00:00Z', 'date', 'UTC', NOW)).toBe(Date.UTC(2026, 10, 22, 20))
  })

  it('is refused in the future, because one typing error would hide all other orders', () => {
    expect(() => readOrderDate('9999-01-01', 'date', 'UTC', NOW)).toThrow(/future/)
  })
})
