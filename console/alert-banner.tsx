import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { AlertView } from '../schema/shop/alerts.ts'
import { useResource } from './api/resource.ts'
import { number } from './format.ts'
import { Button } from './parts/button.tsx'
import { Icon } from './parts/icon.tsx'
import { texts } from './texts/index.ts'

/** Milliseconds between two looks at the open alerts. */
const EVERY = 60_000
/** Where this tab keeps the alerts that its reader has hidden; others are shown again. */
const HIDDEN = 'pairwell.hidden-alerts'

const readHidden = (): string[] => JSON.parse(sessionStorage.getItem(HIDDEN) ?? '[]')

/** Says on each page that something is wrong with the shop, until it is mended or hidden. */
export function AlertBanner() {
  const { path } = useLocation()
  const [hidden, setHidden] = useState(readHidden)
  const { data } = useResource<{ items: AlertView[] }>('/v1/alerts?state=open', EVERY)
  const t = texts.value.alerts
  const shown = data?.items.filter(({ alert_id }) => !hidden.includes(alert_id)) ?? []
  const [first] = shown
  if (!first || path.startsWith('/console/alerts')) return null
  const hide = () => {
    const ids = shown.map(({ alert_id }) => alert_id)
    sessionStorage.setItem(HIDDEN, JSON.stringify(ids))
    setHidden(ids)
  }
  return (
    <section class="banner" aria-label={t.title}>
      <Icon name="warn" />
      <p>{shown.length === 1 ? `${t.kinds[first.kind]}.` : t.banner(number(shown.length))}</p>
      <div class="row">
        <a href="/console/alerts">{t.show}</a>
        <Button size="small" kind="quiet" onPress={hide}>
          {t.hide}
        </Button>
      </div>
    </section>
  )
}
