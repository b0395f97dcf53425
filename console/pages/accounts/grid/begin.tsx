import type { AccountView } from '../../../../schema/accounts/accounts.ts'
import type { GridPage } from '../../../../schema/accounts/white-space.ts'
import { useResource } from '../../../api/resource.ts'
import { number } from '../../../format.ts'
import { Card } from '../../../parts/page.tsx'
import { Notice } from '../../../parts/states.tsx'
import { whiteSpaceTexts } from '../../../texts/white-space.ts'
import { mayWrite } from '../may.ts'
import { FromOrders, Upload } from './files.tsx'

/** Accounts that are counted one by one, in a first look. */
const COUNTED = 200

/** Before the first analysis: what accounts are, and how to begin. */
export function Beginning({ about }: { about: GridPage }) {
  const accounts = useResource<{ items: AccountView[]; next: string | null }>(
    `/v1/accounts?limit=${COUNTED}`,
    3_000,
  ).data
  const t = whiteSpaceTexts.value.white_space
  const count = accounts?.items.length ?? 0
  const text = `${accounts?.next ? '≥ ' : ''}${number(count)}`
  return (
    <>
      {count > 0 && (
        <Notice>
          <p role="status">
            {about.computed_at === null ? t.begin_waits(t.accounts_count(count, text)) : t.no_orders}
          </p>
        </Notice>
      )}
      <Card title={t.begin}>
        <p>{t.begin_what}</p>
        <p>{mayWrite() ? t.begin_ways : t.begin_ask}</p>
      </Card>
      {mayWrite() && (
        <div class="two">
          <Upload isFirst={true} />
          <FromOrders />
        </div>
      )}
    </>
  )
}
