import { type SQL, sql } from 'drizzle-orm'

/** Which accounts a list has. */
export type AccountFilter = {
  rep?: string | undefined
  tier?: string | undefined
  q?: string | undefined
  /** Name and value of an attribute, with an equals sign between. */
  attribute?: string | undefined
}

/** What `name=value` may mean: a name may contain an equals sign, too. */
const namesAndValues = (text: string): [name: string, value: string][] =>
  [...text.matchAll(/=/g)].map(({ index }) => [text.slice(0, index), text.slice(index + 1)])

/** Patterns of names that begin with a text. LIKE knows both cases of ASCII letters only, so the others are written in each case. */
function beginnings(text: string): string[] {
  const [first = ''] = text
  const rest = text.slice(first.length).toLowerCase()
  const cases = [text, text.toLowerCase(), text.toUpperCase(), `${first.toUpperCase()}${rest}`]
  return [...new Set(cases.map((one) => `${one.replace(/[\\%_]/g, '\\$&')}%`))]
}

/** The conditions of a filter for an account's row `a`. */
export const filtered = ({ rep, tier, q, attribute }: AccountFilter): SQL => {
  return sql.join([
    rep === undefined ? sql.empty() : sql`and a.rep = ${rep} `,
    tier === undefined ? sql.empty() : sql`and a.tier = ${tier} `,
    attribute === undefined
      ? sql.empty()
      : sql`and exists (select 1 from json_each(${JSON.stringify(namesAndValues(attribute))}) n
          where a.written -> ('$.attributes.' || json_quote(n.value ->> 0)) in (json_quote(n.value ->> 1), n.value ->> 1)) `,
    q === undefined || q === ''
      ? sql.empty()
      : sql`and exists (select 1 from json_each(${JSON.stringify(beginnings(q))}) b
          where a.name like b.value escape '\\' or a.account_id like b.value escape '\\') `,
  ])
}
