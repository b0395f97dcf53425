import type { AccountView, WrittenAccount } from '../../../../schema/accounts/accounts.ts'
import { dayOf, inMinorUnits, majorUnits, startOfDay } from '../../../format.ts'

type Quote = WrittenAccount['quotes'][number]

/** An account as it is typed. What the form does not show stays in `kept`, as it was. */
export type Draft = {
  account_id: string
  name: string
  tier: string
  rep: string
  group: string
  companies: string
  terms: string
  contract_ends: string
  quotes: QuoteDraft[]
  plans: PlanDraft[]
  kept: Pick<WrittenAccount, 'locations' | 'attributes'>
}
export type QuoteDraft = {
  quote_id: string
  status: Quote['status']
  valid_until: string
  amount: string
} & {
  kept: Pick<Quote, 'at' | 'lines'>
}
export type PlanDraft = { at: string; text: string }

export const emptyQuote = (): QuoteDraft => ({
  ...{ quote_id: '', status: 'open', valid_until: '', amount: '' },
  kept: { at: Date.now(), lines: [] },
})

const dayIn = (at: number | null): string => (at === null ? '' : dayOf(at))

/** The draft of an account, or of a new one. */
export function draftOf(account: AccountView | undefined): Draft {
  const { quotes = [], plans = [] } = account ?? {}
  return {
    ...{ account_id: account?.account_id ?? '', name: account?.name ?? '' },
    ...{ tier: account?.tier ?? '', rep: account?.rep ?? '', group: account?.group ?? '' },
    ...{ companies: account?.companies.join('\n') ?? '', terms: account?.terms ?? '' },
    contract_ends: dayIn(account?.contract_ends_at ?? null),
    quotes: quotes.map(({ quote_id, status, valid_until, amount, at, lines }) => ({
      ...{ quote_id, status, valid_until: dayIn(valid_until) },
      amount: amount === null ? '' : majorUnits(amount),
      kept: { at, lines },
    })),
    plans: plans.map(({ at, text }) => ({ at: dayIn(at), text })),
    kept: { locations: account?.locations ?? [], attributes: account?.attributes ?? {} },
  }
}

/** A day as it is sent; a day that was not changed keeps its time of day. */
const momentOf = (day: string, before: number | null | undefined): number | null =>
  typeof before === 'number' && dayIn(before) === day ? before : (startOfDay(day) ?? null)

/** The complete account, as the API takes it. @param before the account as it was read */
export function accountOf(draft: Draft, before: AccountView | undefined) {
  const { account_id, name, tier, rep, group, companies, terms, contract_ends, quotes, plans, kept } = draft
  const quoteBefore = (id: string) => before?.quotes.find(({ quote_id }) => quote_id === id)
  return {
    ...{ account_id, name, tier: tier.trim() || null, rep: rep || null, group: group.trim() || null, terms },
    companies: companies
      .split('\n')
      .map((one) => one.trim())
      .filter(Boolean),
    contract_ends_at: momentOf(contract_ends, before?.contract_ends_at),
    quotes: quotes.map(({ quote_id, status, valid_until, amount, kept: more }) => ({
      ...{ quote_id, status, ...more, amount: inMinorUnits(amount) ?? null },
      valid_until: momentOf(valid_until, quoteBefore(quote_id)?.valid_until),
    })),
    plans: plans.map(({ at, text }, index) => ({ at: momentOf(at, before?.plans[index]?.at), text })),
    ...kept,
  }
}
