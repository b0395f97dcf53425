import type { CustomerPropensities } from '../../../schema/customers/propensities.ts'
import { useResource } from '../../api/resource.ts'
import { percent } from '../../format.ts'
import { Card } from '../../parts/page.tsx'
import { Scroll } from '../../parts/scroll.tsx'
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
              <Scroll label={t.likely}>
                <table class="table">
                  <thead>
                    <tr>
                      <th scope="col">{t.family}</th>
                      <th scope="col" class="number">
                        {t.propensity}
                      </th>
                      <th scope="col">{t.item}</th>
                      <th scope="col">{t.why}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {families.map(({ family, propensity, item_id, text }) => (
                      <tr key={family}>
                        <th scope="row">{family}</th>
                        <td class="number">{percent(propensity)}</td>
                        <td>
                          {item_id && (
                            <a href={`/console/catalogue/${encodeURIComponent(item_id)}`}>{item_id}</a>
                          )}
                        </td>
                        <td>{text}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </Scroll>
            </div>
          )
        }
      </Loaded>
    </Card>
  )
}
