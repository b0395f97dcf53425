import type { Alert } from '../../schema/shop/alerts.ts'
import type { EventType } from '../../vocabulary/alerts.ts'
import { timeId } from '../store/ids.ts'
import type { Store } from '../store/open.ts'
import { lastEventAt } from '../store/outcomes/page-days.ts'
import { changeAlerts, isWritten, listOpenAlerts, readAlertSource } from '../store/shop/alerts.ts'
import { readShop } from '../store/shop/shops.ts'
import { queueEvents } from '../store/shop/webhook-messages.ts'
import { listWebhooks } from '../store/shop/webhooks.ts'
import { type Condition, conditionsOf, staleBefore } from './derive.ts'
import { alertAsView } from './text.ts'

const keyOf = ({ kind, subject }: Pick<Alert, 'kind' | 'subject'>) => `${kind} ${subject}`

/**
 * Compares the state of a shop with its open alerts: begins those that are missing, ends those whose condition no longer holds, and
 * queues a message about each. Sends four statements, and five more when something changed. A paused shop keeps its alerts.
 * @returns whether something changed
 */
export async function checkAlerts(store: Store, now: number): Promise<boolean> {
  const shop = await readShop(store)
  if (shop?.status !== 'live') return false
  const source = await readAlertSource(store, now, staleBefore(shop, now))
  const found = conditionsOf(shop, source, await lastEventAt(store), now)
  const open = await listOpenAlerts(store)
  const [had, has] = [new Set(open.map(keyOf)), new Set(found.map(keyOf))]
  const begun = found.filter((one) => !had.has(keyOf(one))).map((one) => alertOf(store, one, now))
  const ended = open.filter((one) => !has.has(keyOf(one))).map((one) => ({ ...one, ended_at: now }))
  if (begun.length + ended.length === 0) return false
  const receivers = await listWebhooks(store)
  const eventOf = (type: EventType) => (alert: Alert) => ({
    ...{ type, data: alertAsView(alert) },
    facts: { alert_id: alert.alert_id, ended_at: alert.ended_at },
  })
  const events = [...begun.map(eventOf('alert.began')), ...ended.map(eventOf('alert.ended'))]
  const messages = queueEvents(store, receivers, events, now, isWritten(store))
  await changeAlerts(store, { ended, begun }, now, messages)
  return true
}

const alertOf = ({ shop_id }: Store, found: Condition, now: number): Alert => ({
  ...{ shop_id, ...found },
  alert_id: timeId('alt', now),
  ended_at: null,
})
