import { useState } from 'preact/hooks'
import type { AccountsImported } from '../../../../schema/accounts/accounts.ts'
import type { Settings } from '../../../../schema/shop/settings.ts'
import { ask, call } from '../../../api/call.ts'
import { useAct, useResource } from '../../../api/resource.ts'
import { list, number } from '../../../format.ts'
import { Icon } from '../../../parts/icon.tsx'
import { Card } from '../../../parts/page.tsx'
import { Scroll } from '../../../parts/scroll.tsx'
import { Failure, Loaded, Notice } from '../../../parts/states.tsx'
import { whiteSpaceTexts } from '../../../texts/white-space.ts'
import { SavedSwitch } from '../saved-switch.tsx'

const ACCEPTED = '.csv,.tsv,.txt,.xlsx,.ndjson,.jsonl,.gz'

/** Both ways to further accounts. */
export function Files() {
  const t = whiteSpaceTexts.value.account_files
  return (
    <details>
      <summary>{t.title}</summary>
      <div class="two">
        <Upload isFirst={false} />
        <FromOrders />
      </div>
    </details>
  )
}

/** Accounts from a file, and what became of its rows. @param isFirst whether this is what the page is for now */
export function Upload({ isFirst }: { isFirst: boolean }) {
  const [done, setDone] = useState<AccountsImported | undefined>()
  const t = whiteSpaceTexts.value.account_files
  const send = useAct(async (file: File) => {
    setDone(undefined)
    setDone(await call<AccountsImported>('/v1/accounts/import', { method: 'POST', body: file }))
  })
  return (
    <Card title={t.upload} lead={t.upload_lead}>
      <div class="row">
        <label class={`button ${isFirst ? 'primary' : ''}`} aria-busy={send.busy}>
          <Icon name="uploads" />
          {t.choose}
          <input
            class="unseen"
            type="file"
            accept={ACCEPTED}
            disabled={send.busy}
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? []
              event.currentTarget.value = ''
              if (file) void send.run(file)
            }}
          />
        </label>
      </div>
      <p class="soft small">{t.lead}</p>
      <Failure problem={send.problem} />
      {done && <Imported done={done} />}
    </Card>
  )
}

/** What became of a file. */
function Imported({ done }: { done: AccountsImported }) {
  const t = whiteSpaceTexts.value.account_files
  const { rows, written, buyers, names_in_use, attributes, refused, refused_in_all } = done
  return (
    <>
      <Notice mood={refused_in_all > 0 ? 'warn' : 'good'}>
        <p role="status">
          {t.done(t.written(written, number(written)), t.rows(rows, number(rows)))}{' '}
          {buyers > 0 && t.buyers(buyers, number(buyers))}
        </p>
        {names_in_use > 0 && <p>{t.names_in_use(names_in_use, number(names_in_use))}</p>}
        {attributes.length > 0 && <p>{t.attributes(list(attributes))}</p>}
        {written > 0 && <p>{t.analysed_soon}</p>}
      </Notice>
      {refused.length > 0 && (
        <div class="stack tight">
          <h3>{t.refused(refused_in_all, number(refused_in_all))}</h3>
          {refused_in_all > refused.length && <p class="soft">{t.refused_first(number(refused.length))}</p>}
          <Refused rows={refused} />
        </div>
      )}
    </>
  )
}

function Refused({ rows }: { rows: AccountsImported['refused'] }) {
  const t = whiteSpaceTexts.value.account_files
  return (
    <Scroll label={t.refused(rows.length, number(rows.length))}>
      <table class="table refused">
        <thead>
          <tr>
            <th scope="col" class="number">
              {t.row}
            </th>
            <th scope="col">{t.column}</th>
            <th scope="col">{t.message}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ row, column, message }) => (
            <tr key={`${row} ${column}`}>
              <td class="number">{number(row)}</td>
              <td>{column}</td>
              <td class="wide">{message}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

/** The setting by which companies of orders become accounts. */
export function FromOrders() {
  const settings = useResource<Settings>('/v1/settings')
  const [saved, setSaved] = useState('')
  const t = whiteSpaceTexts.value.account_files
  const save = async (from_orders: boolean) => {
    setSaved('')
    const json = { accounts: { from_orders } }
    settings.put(await ask<Settings>('/v1/settings', { method: 'PATCH', json }))
    setSaved(from_orders ? t.saved : t.saved_off)
  }
  return (
    <Card title={t.from_orders} lead={t.from_orders_lead}>
      <div class="stack tight">
        <Loaded of={settings}>
          {({ accounts }) => (
            <SavedSwitch label={t.switched} checked={accounts?.from_orders ?? false} onSave={save} />
          )}
        </Loaded>
        <p role="status" class="soft">
          {saved}
        </p>
      </div>
    </Card>
  )
}
