import type { CustomerPropensities } from '../../../schema/customers/propensities.ts'
import { useResource } from '../../api/resource.ts'
import { percent } from '../../format.ts'
import { Card } from '../../parts/page.tsx'
import { Loaded } from '../../parts/states.tsx'
import { texts } from '../../texts/index.ts'

/** What a customer is likely to buy next, and why. */
export function Likely({ customer }: { customer: string }) {
  const found = useResource<CustomerPropensities>(
    `/v1/customers/${encodeURIComponent(customer)}/propensities`,
  )
  const t = texts.value.targets
  return (
    <Card title={t.likely}>
      <Loaded of={found}>
        {({ buys, families, window_days }) =>
          buys === null ? (
            <p class="soft">{t.not_scored}</p>
          ) : (
            <div class="stack">
              <p>{t.buys(percent(buys), window_days)}</p>
              <ul class="rows">
                {families.map(({ family, propensity, item_id, text }) => (
                  <li key={family} class="stack tight">
                    <span class="row apart">
                      <strong>{family}</strong>
                      <span class="number">{percent(propensity)}</span>
                    </span>
                    {text && <span class="soft">{text}</span>}
                    {item_id && (
                      <span>
                        {t.item}: <a href={`/console/catalogue/${encodeURIComponent(item_id)}`}>{item_id}</a>
                      </span>
                    )}
                  </li>
                ))}
              </ul>
            </div>
          )
        }
      </Loaded>
    </Card>
  )
}
