import type { CampaignResults } from '../../../../schema/campaigns/results.ts'
import { fineMoney, money, number, percent } from '../../../format.ts'
import { Card } from '../../../parts/page.tsx'
import { Scroll } from '../../../parts/scroll.tsx'
import { campaignTexts } from '../../../texts/campaigns.ts'

type Arm = CampaignResults['arms'][number]

/** Those who were contacted, and the control, side by side. */
export function Groups({ results: { arms } }: { results: CampaignResults }) {
  const t = campaignTexts.value.outcome
  const columns: readonly (readonly [string, (arm: Arm) => string])[] = [
    [t.customers, ({ customers }) => number(customers)],
    [t.buyers, ({ buyers, customers }) => sayShare(buyers, customers)],
    [t.orders, ({ orders }) => number(orders)],
    [t.revenue, ({ revenue }) => money(revenue)],
    [t.margin, ({ margin }) => money(margin)],
    [t.margin_each, ({ margin, customers }) => (customers > 0 ? fineMoney(margin / customers) : '–')],
  ]
  return (
    <Card title={t.groups} lead={t.everybody}>
      <Scroll label={t.groups}>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{t.group}</th>
              {columns.map(([name]) => (
                <th scope="col" class="number" key={name}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {arms.map((arm) => (
              <tr key={arm.role}>
                <th scope="row">{t.arms[arm.role]}</th>
                {columns.map(([name, written]) => (
                  <td class="number" key={name}>
                    {written(arm)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Card>
  )
}

const sayShare = (some: number, all: number): string =>
  all > 0 ? `${number(some)} (${percent(some / all)})` : number(some)
