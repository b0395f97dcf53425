import type { ItemFigures } from '../../../schema/outcomes/item-figures.ts'
import { useResource } from '../../api/resource.ts'
import { date, money, number, percent } from '../../format.ts'
import { Card } from '../../parts/page.tsx'
import { Scroll } from '../../parts/scroll.tsx'
import { useSeen } from '../../parts/seen.ts'
import { Loaded } from '../../parts/states.tsx'
import { resultTexts } from '../../texts/results.ts'
import { rateText } from '../results/rate.ts'

type Figures = NonNullable<ItemFigures['seed']>

/**
 * What panels did on the page of an item, and with the item in other panels. They are read when they come into view: up to 300,000 rows,
 * while the database answers nothing else.
 */
export function ItemFiguresCard({ item_id }: { item_id: string }) {
  const [isSeen, place] = useSeen()
  const path = `/v1/items/${encodeURIComponent(item_id)}/figures`
  const figures = useResource<ItemFigures>(isSeen ? path : undefined)
  const t = resultTexts.value.item_figures
  return (
    <Card title={t.title} lead={t.lead}>
      <div class="stack" ref={place}>
        <Loaded of={figures}>{(data) => <Table of={data} />}</Loaded>
      </div>
    </Card>
  )
}

function Table({ of: { seed, suggested, from, currency } }: { of: ItemFigures }) {
  const { results, item_figures: t } = resultTexts.value
  if (!seed && !suggested) return <p class="soft">{t.none}</p>
  const roles = [
    [t.seed, seed],
    [t.suggested, suggested],
  ] as const
  const { shown, seen, clicked, added, bought, revenue } = results
  return (
    <>
      <Scroll label={t.title}>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{t.role}</th>
              {[shown, seen, clicked, added, bought, revenue].map((name) => (
                <th scope="col" class="number" key={name}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {roles.map(
              ([name, figures]) =>
                figures && <Row key={name} name={name} figures={figures} currency={currency} />,
            )}
          </tbody>
        </table>
      </Scroll>
      {/* Noon of a day is the same day in nearly every zone. */}
      <p class="soft small">{t.since(date(Date.parse(`${from}T12:00:00Z`)))}</p>
    </>
  )
}

function Row({ name, figures, currency }: { name: string; figures: Figures; currency: string }) {
  const t = resultTexts.value.item_figures
  const { shown, seen, clicked, added, bought, revenue, click_rate, click_rate_low, click_rate_high } =
    figures
  const rate =
    click_rate !== null && click_rate_low !== null && click_rate_high !== null
      ? rateText({ value: click_rate, low: click_rate_low, high: click_rate_high }, t.of_seen)
      : undefined
  const of = (part: number) => (seen > 0 ? t.of_seen(percent(part / seen)) : undefined)
  return (
    <tr>
      <th scope="row">{name}</th>
      <Cell says={number(shown)} share={undefined} />
      <Cell says={number(seen)} share={shown > 0 ? t.of_shown(percent(seen / shown)) : undefined} />
      <Cell says={number(clicked)} share={rate} />
      <Cell says={number(added)} share={of(added)} />
      <Cell says={number(bought)} share={of(bought)} />
      <Cell says={money(revenue, currency)} share={undefined} />
    </tr>
  )
}

const Cell = ({ says, share }: { says: string; share: string | undefined }) => (
  <td class="number">
    {says}
    {share && <div class="soft small">{share}</div>}
  </td>
)
