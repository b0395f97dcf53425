import { useEffect, useState } from 'preact/hooks'
import type { AccountBrief } from '../../../../schema/accounts/brief.ts'
import type { RepChannel } from '../../../../vocabulary/accounts.ts'
import { call } from '../../../api/call.ts'
import { useResource } from '../../../api/resource.ts'
import { date } from '../../../format.ts'
import { Button } from '../../../parts/button.tsx'
import { Card, Page } from '../../../parts/page.tsx'
import { Loaded, Notice } from '../../../parts/states.tsx'
import { isField, me } from '../../../session.ts'
import { accountTexts } from '../../../texts/accounts.ts'
import { texts } from '../../../texts/index.ts'
import { mayWrite } from '../may.ts'
import { keepAnswers } from '../offline/copies.ts'
import { CopyNotice } from '../offline/copy-notice.tsx'
import { outbox } from '../offline/outbox.ts'
import { Outbox } from '../offline/outbox-notice.tsx'
import { sayWhy } from '../say-why.ts'
import { Audit } from './audit.tsx'
import { Blocked, Contacts, Lists, People, Plans } from './beside.tsx'
import { Opening } from './opening.tsx'
import { TalkBy } from './outcome.tsx'

/** Everything for a talk with an account; made for a phone, and for paper. */
export function Brief({ account_id }: { account_id: string }) {
  const path = `/v1/accounts/${encodeURIComponent(account_id)}`
  const brief = useResource<AccountBrief>(`${path}/brief`)
  const { data, copied_at, problem, reload } = brief
  const isRead = data !== undefined && copied_at === undefined
  useEffect(() => {
    if (!isRead) return
    void keepAnswers([`${path}/brief`])
    if (isField()) call(`${path}/opened`, { method: 'POST' }).catch(() => {})
  }, [isRead, path])
  const sent = outbox.value.filter((one) => one.account_id === account_id).length
  // What was sent has changed what may be proposed.
  useEffect(() => {
    if (sent === 0) reload()
  }, [sent, reload])
  const t = accountTexts.value.brief
  if (!data && problem?.code === 'offline') {
    return (
      <Page title={account_id}>
        <Notice mood="warn">
          <p>{t.no_copy}</p>
        </Notice>
      </Page>
    )
  }
  return (
    <Page
      title={data?.account.name ?? account_id}
      help="accounts"
      actions={<Actions account_id={account_id} />}
    >
      <Outbox />
      <CopyNotice at={copied_at} />
      <Loaded of={brief}>{(known) => <Known brief={known} />}</Loaded>
    </Page>
  )
}

function Actions({ account_id }: { account_id: string }) {
  const t = accountTexts.value.brief
  return (
    <>
      <a class="button small" href="/console/accounts/calls">
        {t.back}
      </a>
      {mayWrite() && (
        <a class="button small" href={`/console/accounts/edit/${encodeURIComponent(account_id)}`}>
          {texts.value.common.change}
        </a>
      )}
      <Button size="small" onPress={() => print()}>
        {t.print}
      </Button>
    </>
  )
}

function Known({ brief }: { brief: AccountBrief }) {
  const [channel, setChannel] = useState<RepChannel>('rep')
  const t = accountTexts.value.brief
  const mayRecord = me.value?.demo !== 'entered'
  return (
    <div class="brief">
      <Who brief={brief} />
      <Card title={t.why}>
        {brief.why_now.length === 0 ? (
          <p class="soft">{brief.computed_at === null ? t.no_analysis : t.why_none}</p>
        ) : (
          <ul class="rows">
            {brief.why_now.map((one) => (
              <li key={`${one.reason} ${one.about}`}>{sayWhy(one)}</li>
            ))}
          </ul>
        )}
      </Card>
      <Card title={t.openings} actions={mayRecord && <TalkBy channel={channel} onChange={setChannel} />}>
        {brief.openings.length === 0 && <p class="soft">{t.openings_none}</p>}
        <ol class="openings">
          {brief.openings.map((opening) => (
            <Opening key={opening.family} opening={opening} brief={brief} {...(mayRecord && { channel })} />
          ))}
        </ol>
      </Card>
      <Blocked brief={brief} />
      <Contacts brief={brief} />
      <Audit brief={brief} />
      <Plans brief={brief} />
      <People brief={brief} />
      <Lists brief={brief} />
    </div>
  )
}

function Who({ brief: { account, audit } }: { brief: AccountBrief }) {
  const t = accountTexts.value.brief
  const places = account.locations.map(({ name, city }) =>
    city && city !== name ? `${name}, ${city}` : name,
  )
  const facts = [
    ...places,
    account.rep_name === null ? '' : t.rep(account.rep_name),
    account.contract_ends_at === null ? '' : t.contract(date(account.contract_ends_at)),
    account.terms === '' ? '' : `${t.terms}: ${account.terms}`,
  ].filter((text) => text !== '')
  return (
    <div class="who">
      <p class="soft">{facts.join(' · ')}</p>
      {(account.tier !== null || (audit?.risks.length ?? 0) > 0) && (
        <p class="row">
          {account.tier !== null && <span class="tag">{account.tier}</span>}
          {audit?.risks.map((risk) => (
            <span key={risk} class="tag warn">
              {t.risks[risk]}
            </span>
          ))}
        </p>
      )}
    </div>
  )
}
