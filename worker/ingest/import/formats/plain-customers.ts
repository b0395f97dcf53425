import * as v from 'valibot'
import { customerDetails, type WrittenDetails } from '../../../../schema/customers/details.ts'
import { issueText } from '../../../../schema/issue-text.ts'
import { UNDATED_OPT_IN } from '../../../../vocabulary/customers.ts'
import { OUTBOUND_CHANNELS, type OutboundChannel } from '../../../../vocabulary/decisions/offers.ts'
import { given } from '../cells/catalogue-cells.ts'
import { readDate } from '../cells/dates.ts'
import { readYesNo } from '../cells/fields.ts'
import { CUSTOMER_LABELS, withLabels } from '../cells/plain-labels.ts'
import type { Context, Format, Row } from '../format.ts'
import { RowProblem } from '../problems.ts'

/** Other names of the columns of a consent, besides `consent_email`, `email_consent` and `email_opt_in`. */
const CONSENT_NAMES: Partial<Record<OutboundChannel, readonly string[]>> = {
  email: [
    'accepts_email',
    'accepts_email_marketing',
    'accepts_marketing',
    'newsletter',
    'email_marketing',
    'opt_in',
  ],
  sms: ['accepts_sms', 'accepts_sms_marketing', 'sms_marketing'],
}

/** The columns of a channel: the word itself, when it was given, and where. */
const consentColumns = (channel: OutboundChannel): [string, readonly string[]][] => [
  [`consent_${channel}`, [`${channel}_consent`, `${channel}_opt_in`, ...(CONSENT_NAMES[channel] ?? [])]],
  [`consent_${channel}_at`, [`${channel}_consent_at`, `${channel}_opt_in_at`, `consent_${channel}_date`]],
  [`consent_${channel}_source`, [`${channel}_consent_source`, `${channel}_opt_in_source`]],
]

const TEXTS = ['group', 'account', 'locale', 'time_zone', 'market', 'do_not_offer_reason'] as const
const NUMBERS = ['birth_year', 'satisfaction'] as const
const ANSWERS = ['complaint_open', 'objects_to_profiling'] as const
const CONSENTS = OUTBOUND_CHANNELS.map((channel) => `consent_${channel}`)
const ATTRIBUTE = 'attribute'

/** Our plain format of customers: one row each, by your own id or e-mail address, with what you know of them. Names and addresses are not read. */
export const plainCustomers: Format = {
  name: 'plain customers',
  kind: 'customers',
  columns: withLabels(
    {
      customer_id: ['customer', 'user_id'],
      customer_email: ['email'],
      group: ['customer_group'],
      account: ['account_id', 'company_id'],
      locale: ['language', 'lang'],
      time_zone: [],
      market: ['country_code'],
      birth_year: ['year_of_birth'],
      satisfaction: ['nps'],
      complaint_open: [],
      objects_to_profiling: ['profiling_objection'],
      do_not_offer_until: [],
      do_not_offer_reason: [],
      ...Object.fromEntries(OUTBOUND_CHANNELS.flatMap(consentColumns)),
      [ATTRIBUTE]: ['attribute*'],
    },
    CUSTOMER_LABELS,
  ),
  dates: ['do_not_offer_until', ...CONSENTS.map((name) => `${name}_at`)],
  required: [
    ['customer_id', 'customer_email'],
    [...TEXTS, ...NUMBERS, ...ANSWERS, ...CONSENTS, 'do_not_offer_until', ATTRIBUTE],
  ],
  read(row, context) {
    const { people } = context
    // First, so that a row that is refused joins nobody.
    const details = readDetails(row, context)
    const names = { customer_id: row.cell('customer_id'), email: row.cell('customer_email') }
    const key = people.of(names)
    if (key === undefined) return { dropped: 'no_customer' }
    const email = people.byEmail(names.email)
    const keys = email === undefined || email === key ? [key] : [key, email]
    return { fragments: [{ key, keys, details }] }
  },
}

/** @throws {RowProblem} for a cell that is not what its column is for; empty cells say nothing */
function readDetails(row: Row, context: Context): WrittenDetails {
  const date = (name: string) =>
    readDate(row.cell(name), row.column(name), context.time_zone, context.date_order)
  const written = {
    ...Object.assign({}, ...TEXTS.map((name) => given(name, row.cell(name)))),
    ...Object.assign({}, ...NUMBERS.map((name) => given(name, numberIn(row, name)))),
    // A no says nothing: a list of before must not lift what forbids offers.
    ...Object.assign(
      {},
      ...ANSWERS.map((name) => given(name, readYesNo(row.cell(name), row.column(name)) || undefined)),
    ),
    ...given('do_not_offer_until', date('do_not_offer_until')),
    ...given('consents', filled(readConsents(row, context, date))),
    ...given('attributes', filled(readAttributes(row))),
  }
  const checked = v.safeParse(customerDetails, written)
  if (checked.success) return checked.output
  const [issue] = checked.issues
  const [field = '', inner] = (issue.path ?? []).map(({ key }) => String(key))
  const column = field === 'consents' ? `consent_${inner}_source` : field
  throw new RowProblem('bad_detail', row.column(column), issueText(issue.message))
}

const filled = (values: object): object | undefined => (Object.keys(values).length > 0 ? values : undefined)

function numberIn(row: Row, name: string): number | undefined {
  const text = row.cell(name).replace(',', '.')
  if (text === '') return undefined
  if (Number.isFinite(Number(text))) return Number(text)
  throw new RowProblem('bad_number', row.column(name), 'This is no number. Write digits only.')
}

function readConsents(row: Row, { now }: Context, date: (name: string) => number | undefined): object {
  return Object.fromEntries(
    OUTBOUND_CHANNELS.flatMap((channel) => {
      const name = `consent_${channel}`
      const word = readYesNo(row.cell(name), row.column(name))
      if (word === undefined) return []
      const at = date(`${name}_at`) ?? (word ? UNDATED_OPT_IN : now)
      return [[channel, { given: word, at: Math.min(at, now), source: row.cell(`${name}_source`) }]]
    }),
  )
}

/** A number or a yes or no in words stays what it is, so that conditions and triggers can compare it. */
function readAttributes(row: Row): Record<string, string | number | boolean> {
  return Object.fromEntries(
    row.numbers(ATTRIBUTE).flatMap((number) => {
      const cell = row.cell(ATTRIBUTE, number)
      const [, name] = /^attribute[\s:_.-]+(.+)$/i.exec(row.column(ATTRIBUTE, number)) ?? []
      return cell === '' || name === undefined ? [] : [[name, attributeOf(cell)]]
    }),
  )
}

/**
 * A number without leading zeros or more digits than a number keeps: others are names, such as 00123. Not 1,250 or 1.250, which is above a thousand
 * in one language and below two in another: it stays a text.
 */
const NUMBER = /^-?(?:0|[1-9]\d{0,14})(?:[.,](?:\d{1,2}|\d{4,9}))?$/

function attributeOf(cell: string): string | number | boolean {
  if (NUMBER.test(cell)) return Number(cell.replace(',', '.'))
  if (/^(?:true|false)$/i.test(cell)) return cell.toLowerCase() === 'true'
  return cell
}
