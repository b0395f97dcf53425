import { useEffect, useRef, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { AccountView } from '../../../../schema/accounts/accounts.ts'
import { call } from '../../../api/call.ts'
import { useAct, useResource } from '../../../api/resource.ts'
import { Sure } from '../../../parts/ask.tsx'
import { Button } from '../../../parts/button.tsx'
import { Page } from '../../../parts/page.tsx'
import { Failure, Loaded, Notice } from '../../../parts/states.tsx'
import { accountTexts } from '../../../texts/accounts.ts'
import { texts } from '../../../texts/index.ts'
import { whiteSpaceTexts } from '../../../texts/white-space.ts'
import { mayWrite } from '../may.ts'
import { accountOf, type Draft, draftOf } from './draft.ts'
import { type Issue, issuesOf } from './issues.ts'
import { Plans, Quotes } from './lists.tsx'
import { Contract, Who } from './who.tsx'

/** A new account. */
export const NewAccount = () => <Editor before={undefined} onSaved={() => {}} />

/** An account that is changed. */
export function EditAccount({ account_id }: { account_id: string }) {
  const account = useResource<AccountView>(pathOf(account_id))
  return (
    <Loaded of={account}>
      {(data) => <Editor key={data.version} before={data} onSaved={account.reload} />}
    </Loaded>
  )
}

const pathOf = (account_id: string): string => `/v1/accounts/${encodeURIComponent(account_id)}`

/** The account as it is saved: another editor may have saved it meanwhile, or have given its id to another one. */
const versioned = (draft: Draft, before: AccountView | undefined) => ({
  ...accountOf(draft, before),
  version: before?.version ?? 0,
})

/** Accounts that were saved in this tab, with how many of their names belong to others: the form is made anew after it. */
const saved = new Map<string, number>()

function Editor({ before, onSaved }: { before: AccountView | undefined; onSaved: () => void }) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(before))
  const [result, setResult] = useState(() => takeResult(before?.account_id))
  const { route } = useLocation()
  const t = whiteSpaceTexts.value.account_form
  const save = useAct(async () => {
    setResult(undefined)
    const json = { accounts: [versioned(draft, before)] }
    const { names_in_use } = await call<{ names_in_use: number }>('/v1/accounts', { method: 'PUT', json })
    saved.set(draft.account_id, names_in_use)
    if (before) onSaved()
    else route(`/console/accounts/edit/${encodeURIComponent(draft.account_id)}`, true)
  })
  const issues = issuesOf(save.problem)
  const form = useFocusOnFirst(issues)
  const shared = { draft, issues, set: (part: Partial<Draft>) => setDraft({ ...draft, ...part }) }
  return (
    <Page
      title={before?.name ?? t.new}
      help="accounts"
      actions={<a href="/console/accounts">{accountTexts.value.accounts.title}</a>}
    >
      {!mayWrite() ? (
        <Notice>
          <p>{t.for_editors}</p>
        </Notice>
      ) : (
        <form
          ref={form}
          class="stack wide-gaps"
          // The API says at each field what is wrong; browsers would refuse an amount with cents.
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            void save.run()
          }}
        >
          {before?.from_orders && (
            <Notice>
              <p>{t.made_from_orders}</p>
            </Notice>
          )}
          <Who {...shared} isNew={before === undefined} />
          <Contract {...shared} />
          <Quotes {...shared} />
          <Plans {...shared} />
          {issues.length > 0 ? (
            <Notice mood="bad">
              <p>{t.refused}</p>
            </Notice>
          ) : (
            <Failure problem={save.problem} />
          )}
          <Result account_id={draft.account_id} names_in_use={result} />
          <Buttons before={before} busy={save.busy} />
        </form>
      )}
    </Page>
  )
}

/** What came of the save before the form was made anew. */
function takeResult(account_id: string | undefined): number | undefined {
  if (account_id === undefined) return undefined
  const result = saved.get(account_id)
  saved.delete(account_id)
  return result
}

/** That the account was saved, and where it is shown. */
function Result({ account_id, names_in_use }: { account_id: string; names_in_use: number | undefined }) {
  const t = whiteSpaceTexts.value.account_form
  if (names_in_use === undefined) return null
  return (
    <Notice mood={names_in_use > 0 ? 'warn' : 'good'}>
      <p role="status">{names_in_use > 0 ? t.in_use(names_in_use) : t.saved}</p>
      <p>
        <a href={`/console/accounts/of/${encodeURIComponent(account_id)}`}>{t.open}</a>
      </p>
    </Notice>
  )
}

function Buttons({ before, busy }: { before: AccountView | undefined; busy: boolean }) {
  const [asking, setAsking] = useState(false)
  const { route } = useLocation()
  const t = whiteSpaceTexts.value.account_form
  const remove = useAct(async () => {
    if (before) await call(pathOf(before.account_id), { method: 'DELETE' })
    route('/console/accounts')
  })
  return (
    <>
      <Failure problem={remove.problem} />
      <div class="row">
        <Button type="submit" kind="primary" busy={busy}>
          {t.save}
        </Button>
        <a class="button quiet" href="/console/accounts">
          {texts.value.common.cancel}
        </a>
        {before && (
          <Button kind="danger" busy={remove.busy} onPress={() => setAsking(true)}>
            {t.delete}
          </Button>
        )}
      </div>
      {asking && before && (
        <Sure
          title={t.delete_sure(before.name)}
          yes={t.delete}
          onYes={() => void remove.run()}
          onClose={() => setAsking(false)}
        >
          <p>{t.delete_means}</p>
        </Sure>
      )}
    </>
  )
}

/** The form, in which the first field that the API refused gets the focus. */
function useFocusOnFirst(issues: readonly Issue[]) {
  const form = useRef<HTMLFormElement>(null)
  const isRefused = issues.length > 0
  useEffect(() => {
    if (isRefused) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [isRefused])
  return form
}
