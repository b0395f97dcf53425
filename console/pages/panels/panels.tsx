import { useState } from 'preact/hooks'
import type { ShopStatus } from '../../../schema/shop/status.ts'
import { useResource } from '../../api/resource.ts'
import { ago, number } from '../../format.ts'
import { Card, Page } from '../../parts/page.tsx'
import { Light, Loaded } from '../../parts/states.tsx'
import { shop } from '../../session.ts'
import { texts } from '../../texts/index.ts'
import { Look } from './look.tsx'
import { Preview } from './preview.tsx'
import { Snippets } from './snippets.tsx'

const EVERY = 5_000

/** Where panels stand, how they look, and the code that puts them there. */
export function Panels() {
  const status = useResource<ShopStatus>('/v1/status', EVERY)
  const [version, setVersion] = useState(0)
  const t = texts.value.panels
  return (
    <Page help="panels" title={t.title} lead={t.lead}>
      <Card title={t.code} lead={t.code_lead}>
        {shop.value && <Snippets publishableKey={shop.value.publishable_keys[0] ?? ''} />}
      </Card>
      <Card title={t.seen}>
        <Loaded of={status}>{(data) => <Seen status={data} />}</Loaded>
      </Card>
      <Look onSaved={() => setVersion(version + 1)} />
      <Preview key={version} />
    </Page>
  )
}

/** What pages have asked and reported: nothing is fetched from the shop for it. */
function Seen({ status: { pages, now } }: { status: ShopStatus }) {
  const t = texts.value.panels
  const { asked, last_event_at, unknown_ids } = pages
  const says =
    last_event_at !== null
      ? t.seen_yes(number(asked), ago(last_event_at, now))
      : asked > 0
        ? t.seen_asked(number(asked))
        : t.seen_no
  return (
    <>
      <p class="says" role="status">
        <Light state={last_event_at !== null ? 'good' : asked > 0 ? 'warn' : 'idle'} />
        {says}
      </p>
      {unknown_ids.length > 0 && (
        <p>
          {t.seen_unknown} <code>{unknown_ids.slice(0, 5).join(', ')}</code>
        </p>
      )}
    </>
  )
}
