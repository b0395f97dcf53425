import * as v from 'valibot'
import { expect, it } from 'vitest'
import { issueText } from '../../schema/issue-text.ts'

const said = (shape: v.GenericSchema, value: unknown) => {
  const { issues } = v.safeParse(shape, value)
  return issues && issueText(issues[0].message)
}

it.each([
  [v.object({ id: v.string() }), {}, 'This field is missing.'],
  [v.strictObject({}), { other: 1 }, 'There is no such field.'],
  [v.string(), 4, 'Give a text.'],
  [v.number(), 'four', 'Give a number.'],
  [v.array(v.string()), {}, 'Give a list.'],
  [v.union([v.boolean(), v.null()]), 'yes', 'Give true or false or null.'],
  [v.object({}), null, 'Give an object.'],
  [v.picklist(['shopify', 'mail']), 'fax', 'Give one of: shopify, mail.'],
  [v.pipe(v.number(), v.maxValue(24)), 99, 'Give at most 24.'],
  [v.pipe(v.array(v.number()), v.minLength(1)), [], 'Its length must be at least 1.'],
  [v.pipe(v.string(), v.maxLength(3)), 'four', 'Its length must be at most 3.'],
  [v.pipe(v.number(), v.integer()), 1.5, 'Give a whole number.'],
  [v.pipe(v.string(), v.regex(/^a$/)), 'b', 'This value does not have the form that is documented.'],
  [
    v.pipe(
      v.string(),
      v.check(() => false, 'Give a day like 2026-11-22.'),
    ),
    '',
    'Give a day like 2026-11-22.',
  ],
])('a message of the validator is in plain words: %#', (shape, value, text) => {
  expect(said(shape as v.GenericSchema, value)).toBe(text)
})
