import type { OperatorShop } from '../../../schema/shop/shops.ts'
import { ago, number } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { Scroll } from '../../parts/scroll.tsx'
import { Light } from '../../parts/states.tsx'
import { texts } from '../../texts/index.ts'

/** What the operator may do with a shop. */
export type ShopActs = {
  busy: boolean
  onLink: (shop: OperatorShop) => void
  onStatus: (shop: OperatorShop) => void
  onDelete: (shop: OperatorShop) => void
}

/** Whether a shop needs somebody to look at it. */
function stateOf({ status, health }: OperatorShop) {
  if (status === 'paused') return 'idle'
  if (!health) return 'idle'
  if (health.failed_jobs > 0) return 'bad'
  return health.open_alerts > 0 ? 'warn' : 'good'
}

export function ShopTable({ shops, ...acts }: { shops: readonly OperatorShop[] } & ShopActs) {
  const t = texts.value.operator
  return (
    <Scroll label={t.shops}>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{t.shop}</th>
            <th scope="col">{t.last_import}</th>
            <th scope="col">{t.last_event}</th>
            <th scope="col">{t.model}</th>
            <th scope="col" class="number">
              {t.alerts}
            </th>
            <th scope="col" class="number">
              {t.failed}
            </th>
            <th scope="col" class="number">
              {t.waiting}
            </th>
            <th scope="col">
              <span class="unseen">{t.acts}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shops.map((shop) => (
            <Row key={shop.shop_id} shop={shop} {...acts} />
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

const when = (at: number | null | undefined): string =>
  at === null || at === undefined ? texts.value.common.never : ago(at)
const count = (value: number | undefined): string => (value === undefined ? '–' : number(value))

function Row({ shop, busy, onLink, onStatus, onDelete }: { shop: OperatorShop } & ShopActs) {
  const { shop_id, name, status, health } = shop
  const t = texts.value.operator
  const toggle = status === 'live' ? t.pause : t.resume
  return (
    <tr>
      <td class="named">
        <span class="says">
          <Light state={stateOf(shop)} />
          <strong>{name}</strong>
          {status === 'paused' && <span class="tag">{t.paused}</span>}
        </span>
        <code class="soft small">{shop_id}</code>
      </td>
      <td class="tight">{when(health?.last_import_at)}</td>
      <td class="tight">{when(health?.last_event_at)}</td>
      <td class="tight">{when(health?.model_at)}</td>
      <td class="number">{count(health?.open_alerts)}</td>
      <td class="number">{count(health?.failed_jobs)}</td>
      <td class="number">{count(health?.waiting_jobs)}</td>
      <td>
        <div class="row still">
          <Button size="small" label={`${t.link}: ${name}`} busy={busy} onPress={() => onLink(shop)}>
            {t.link}
          </Button>
          <Button size="small" label={`${toggle}: ${name}`} busy={busy} onPress={() => onStatus(shop)}>
            {toggle}
          </Button>
          <Button size="small" kind="danger" label={`${t.delete}: ${name}`} onPress={() => onDelete(shop)}>
            {t.delete}
          </Button>
        </div>
      </td>
    </tr>
  )
}
