import type { CustomerClusters } from '../../../schema/customers/segments.ts'
import { call } from '../../api/call.ts'
import { useAct, useResource } from '../../api/resource.ts'
import { money, number, percent } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { clusterName } from '../../parts/cluster-name.ts'
import { Card } from '../../parts/page.tsx'
import { Failure, Loaded } from '../../parts/states.tsx'
import { may } from '../../session.ts'
import { texts } from '../../texts/index.ts'

/** Customers from whom clusters are found. */
const ENOUGH = 100

/** Clusters that were found in the shop's customers. @param onChange after one was made a segment */
export function Clusters({ onChange }: { onChange: () => void }) {
  const found = useResource<CustomerClusters>('/v1/segments/clusters')
  const t = texts.value.segments
  const use = useAct(async (name: string) => {
    const json = { name: clusterName(name), condition: { cluster: [name] } }
    await call('/v1/segments', { method: 'POST', json })
    onChange()
  })
  return (
    <Card title={t.clusters} lead={t.clusters_lead}>
      <Loaded of={found}>
        {({ clusters, customers }) =>
          clusters.length === 0 ? (
            <p class="soft">{customers < ENOUGH ? t.clusters_none(number(customers)) : t.clusters_later}</p>
          ) : (
            <ul class="rows">
              {clusters.map(({ name, share, days_since_last_order, orders, order_value }) => (
                <li key={name} class="row apart">
                  <span>
                    <strong>{clusterName(name)}</strong>
                    <br />
                    <span class="soft">
                      {t.clusters_of(
                        percent(share),
                        number(Math.round(days_since_last_order)),
                        number(Math.round(orders * 10) / 10),
                        money(order_value),
                      )}
                    </span>
                  </span>
                  {may('editor') && (
                    <Button size="small" busy={use.busy} onPress={() => void use.run(name)}>
                      {t.clusters_use}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <Failure problem={use.problem} />
    </Card>
  )
}
