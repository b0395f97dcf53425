import { useEffect, useState } from 'preact/hooks'
import type { CallView } from '../../../schema/accounts/brief.ts'
import { withQuery } from '../../api/call.ts'
import { useResource } from '../../api/resource.ts'
import { date, money, percent } from '../../format.ts'
import { SelectField } from '../../parts/field.tsx'
import { Card, Page } from '../../parts/page.tsx'
import { Loaded } from '../../parts/states.tsx'
import { isField, me } from '../../session.ts'
import { accountTexts } from '../../texts/accounts.ts'
import { Areas } from './areas.tsx'
import { shortName } from './family-name.ts'
import { keepAnswers } from './offline/copies.ts'
import { CopyNotice } from './offline/copy-notice.tsx'
import { Outbox } from './offline/outbox-notice.tsx'
import { sayWhy } from './say-why.ts'

type CallList = { items: CallView[]; withheld: { code: string; accounts: number }[] }

/** Calls that are listed. */
const SHOWN = 20

/** Whom to call today. Their pages are kept on the device, so that the day goes on without a connection. */
export function Calls() {
  const [whose, setWhose] = useState(isField() ? 'mine' : 'all')
  const [kept, setKept] = useState(0)
  const rep = whose === 'mine' ? me.value?.id : undefined
  const path = withQuery('/v1/accounts/calls', { limit: SHOWN, rep })
  const calls = useResource<CallList>(path)
  const { data, copied_at } = calls
  useEffect(() => {
    if (!data || copied_at !== undefined) return
    const briefs = data.items.map(({ account_id }) => `/v1/accounts/${encodeURIComponent(account_id)}/brief`)
    // The list was asked for before anything could be kept.
    void keepAnswers([path, ...briefs]).then((count) => setKept(Math.max(0, count - 1)))
  }, [data, copied_at, path])
  const t = accountTexts.value.calls
  return (
    <Page title={t.title} lead={t.lead} help="accounts">
      <Areas at="calls" />
      <Outbox />
      <CopyNotice at={copied_at} />
      {me.value?.role === 'manager' && (
        <div class="form">
          <SelectField
            label={accountTexts.value.accounts.title}
            value={whose}
            options={[
              ['mine', t.mine],
              ['all', t.all],
            ]}
            onInput={setWhose}
          />
        </div>
      )}
      <Loaded of={calls}>
        {({ items, withheld }) => (
          <>
            {items.length === 0 ? (
              <p class="soft">{t.none}</p>
            ) : (
              <ol class="calls">
                {items.map((call) => (
                  <Call key={call.account_id} call={call} />
                ))}
              </ol>
            )}
            {kept > 0 && <p class="soft small no-print">{t.kept(kept)}</p>}
            <Withheld withheld={withheld} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Call({
  call: { account_id, name, tier, why_now, family, probability, margin, last_contact_at },
}: {
  call: CallView
}) {
  const t = accountTexts.value.calls
  const [why] = why_now
  return (
    <li>
      <p class="row">
        <a href={`/console/accounts/of/${encodeURIComponent(account_id)}`}>
          <strong>{name}</strong>
        </a>
        {tier && <span class="tag">{tier}</span>}
      </p>
      {why && <p>{sayWhy(why)}</p>}
      <p class="soft small">
        {[
          family === null ? undefined : t.opening(shortName(family), percent(probability ?? 0)),
          margin > 0 ? t.worth(money(margin)) : undefined,
          last_contact_at === null ? t.never : t.last(date(last_contact_at)),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </li>
  )
}

function Withheld({ withheld }: Pick<CallList, 'withheld'>) {
  const { withheld: title, because } = accountTexts.value.calls
  if (withheld.length === 0) return null
  const say = (code: string) =>
    Object.hasOwn(because, code) ? because[code as keyof typeof because] : because.other
  return (
    <Card title={title}>
      <ul class="rows">
        {withheld.map(({ code, accounts }) => (
          <li key={code}>{say(code)(accounts)}</li>
        ))}
      </ul>
    </Card>
  )
}
