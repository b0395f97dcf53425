import { useState } from 'preact/hooks'
import type { AuditEntry } from '../../../schema/audit.ts'
import type { MemberView } from '../../../schema/shop/members.ts'
import { ACTOR_KINDS } from '../../../vocabulary/actors.ts'
import { DAY } from '../../../vocabulary/time.ts'
import { withQuery } from '../../api/call.ts'
import { useResource } from '../../api/resource.ts'
import { dateTime, startOfDay } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { SelectField, TextField } from '../../parts/field.tsx'
import { Card, Page } from '../../parts/page.tsx'
import { Scroll } from '../../parts/scroll.tsx'
import { Loaded } from '../../parts/states.tsx'
import { changeTexts } from '../../texts/changes.ts'
import { texts } from '../../texts/index.ts'
import { Digests } from './digests.tsx'

const LIMIT = 25

/** What is wished: '' for everything. Days as "2026-11-29". */
type Wish = { actor: string; action: string; from: string; until: string }
const ALL: Wish = { actor: '', action: '', from: '', until: '' }

/** What was done, in words; the route for what is rare. */
const nameOf = (action: string): string => {
  const names: Record<string, string> = changeTexts.value.actions
  return names[action] ?? action
}

/** The query of a wish; days are those of the shop's zone, the last one included. */
function queryOf({ actor, action, from, until }: Wish) {
  const [first, last] = [startOfDay(from), startOfDay(until)]
  return {
    actor: actor || undefined,
    action: action || undefined,
    since: first,
    until: last === undefined ? undefined : last + DAY,
  }
}

/** The log of changes, filtered, page by page, and as a file. */
export function Audit() {
  const [wish, setWish] = useState(ALL)
  const [after, setAfter] = useState('')
  const query = queryOf(wish)
  const log = useResource<{ items: AuditEntry[]; next: string | null }>(
    withQuery('/v1/audit', { ...query, limit: LIMIT, after: after || undefined }),
  )
  const members = useResource<{ items: MemberView[] }>('/v1/members')
  const t = texts.value
  const change = (more: Partial<Wish>) => {
    setWish({ ...wish, ...more })
    setAfter('')
  }
  return (
    <Page
      title={t.audit.title}
      lead={t.audit.lead}
      help="changes"
      actions={
        <a href={withQuery('/v1/audit', { ...query, form: 'csv' })} download>
          {t.audit.csv}
        </a>
      }
    >
      <Card title={t.audit.log}>
        <Filters wish={wish} members={members.data?.items ?? []} onChange={change} />
        <Loaded of={log}>
          {({ items, next }) => (
            <>
              <Entries items={items} members={members.data?.items ?? []} />
              <div class="row">
                {after !== '' && <Button onPress={() => setAfter('')}>{t.audit.newest}</Button>}
                {next !== null && <Button onPress={() => setAfter(next)}>{t.common.more}</Button>}
              </div>
            </>
          )}
        </Loaded>
      </Card>
      <Digests />
    </Page>
  )
}

type FiltersProps = { wish: Wish; members: readonly MemberView[]; onChange: (more: Partial<Wish>) => void }

function Filters({ wish, members, onChange }: FiltersProps) {
  const t = texts.value
  const people = members.map(({ member_id, name }) => [member_id, name] as const)
  const kinds = ACTOR_KINDS.map((kind) => [kind, t.settings.actors[kind]] as const)
  return (
    <div class="form filters">
      <SelectField
        label={t.audit.actor}
        value={wish.actor}
        onInput={(actor) => onChange({ actor })}
        options={[['', t.audit.anybody], ...kinds, ...people]}
      />
      <SelectField
        label={t.audit.action}
        value={wish.action}
        onInput={(action) => onChange({ action })}
        options={[['', t.audit.anything], ...Object.entries(changeTexts.value.actions)]}
      />
      <TextField label={t.audit.from} type="date" value={wish.from} onInput={(from) => onChange({ from })} />
      <TextField
        label={t.audit.until}
        type="date"
        value={wish.until}
        onInput={(until) => onChange({ until })}
      />
      {JSON.stringify(wish) !== JSON.stringify(ALL) && (
        <div class="field end">
          <Button onPress={() => onChange(ALL)}>{t.audit.clear}</Button>
        </div>
      )}
    </div>
  )
}

type EntriesProps = { items: readonly AuditEntry[]; members: readonly MemberView[] }

function Entries({ items, members }: EntriesProps) {
  const t = texts.value
  const who = ({ kind, id }: AuditEntry['actor']) =>
    members.find(({ member_id }) => member_id === id)?.name ?? t.settings.actors[kind]
  if (items.length === 0) return <p class="soft">{t.audit.none}</p>
  return (
    <Scroll label={t.audit.title}>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{t.settings.when}</th>
            <th scope="col">{t.settings.who}</th>
            <th scope="col">{t.settings.what}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((entry) => (
            <tr key={entry.entry_id}>
              <td>{dateTime(entry.at)}</td>
              <td>{who(entry.actor)}</td>
              <td>
                <Change entry={entry} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

/** One change: its name, and on request the route and what differed. */
function Change({ entry: { action, subject, before, after } }: { entry: AuditEntry }) {
  const about = Object.values(subject).join(', ')
  return (
    <details>
      <summary>{nameOf(action)}</summary>
      <p class="soft small">
        <code>{action}</code>
      </p>
      {about !== '' && (
        <p class="soft small">
          {texts.value.audit.of}: <code>{about}</code>
        </p>
      )}
      <pre>{JSON.stringify({ before, after }, null, 2)}</pre>
    </details>
  )
}
