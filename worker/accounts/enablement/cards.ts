import type { CardView } from '../../../schema/accounts/enablement.ts'
import type { AccountModelRow } from '../../../schema/accounts/white-space.ts'
import type { Gain } from '../../../schema/models/lists.ts'
import { readCardFacts } from '../../store/accounts/cards.ts'
import type { Store } from '../../store/open.ts'

const numbered = ({ families }: AccountModelRow, family: string): number => families.indexOf(family)

/** The card of a family: what the analysis and the catalogue say, and what people wrote. */
export async function cardOfFamily(store: Store, model: AccountModelRow, family: string): Promise<CardView> {
  const facts = model.facts[numbered(model, family)]
  const { card, refusals, titles, gains } = await readCardFacts(store, family, facts?.items ?? [])
  return {
    family,
    ...{ accounts: facts?.accounts ?? 0, accounts_in_all: model.accounts },
    sells_with: (facts?.with ?? []).map(([f, share]) => ({ family: model.families[f] ?? '', share })),
    first_items: (facts?.items ?? []).flatMap((item_id) => {
      const title = titles.get(item_id)
      return title === undefined ? [] : [{ item_id, title }]
    }),
    gains: gains.map(({ from, to, gains: found }) => ({
      from,
      to,
      gains: (JSON.parse(found) as Gain[]).map(inWords),
    })),
    refusals,
    ...{ use_cases: [], questions: [], answers: [], ...card?.written },
    changed_at: card?.changed_at ?? null,
  }
}

/** A gain in short: the value that is better, and the one before it. */
const inWords = ({ attribute, from, to, unit, percent }: Gain): string => {
  if (percent !== undefined) return `−${percent} %`
  const value = [to, unit].filter(Boolean).join(' ')
  const old = from === undefined ? '' : ` (${[from, unit].filter(Boolean).join(' ')})`
  return `${attribute ? `${attribute}: ` : ''}${value}${old}`
}
