import { useState } from 'preact/hooks'
import type { AddedMember, MemberView, SignInLink } from '../../../schema/shop/members.ts'
import { isFieldRole, ROLES } from '../../../vocabulary/roles.ts'
import { call } from '../../api/call.ts'
import { useAct, useResource } from '../../api/resource.ts'
import { ago } from '../../format.ts'
import { Secret, Sure } from '../../parts/ask.tsx'
import { Button } from '../../parts/button.tsx'
import { SelectField, TextField } from '../../parts/field.tsx'
import { Card } from '../../parts/page.tsx'
import { Scroll } from '../../parts/scroll.tsx'
import { Failure, Loaded } from '../../parts/states.tsx'
import { may, me } from '../../session.ts'
import { texts } from '../../texts/index.ts'

type Shown = { name: string; link: SignInLink }

/** People who use the console. */
export function Members() {
  const members = useResource<{ items: MemberView[] }>('/v1/members')
  const [shown, setShown] = useState<Shown | undefined>()
  const [leaving, setLeaving] = useState<MemberView | undefined>()
  const t = texts.value.settings
  const act = useAct(
    async ({ member_id }: MemberView, method: string, json?: { role?: string; team?: string | null }) => {
      await call(`/v1/members/${member_id}`, { method, json })
      members.reload()
    },
  )
  const makeLink = useAct(async ({ member_id, name }: MemberView) => {
    const path = `/v1/members/${member_id}/sign-in-links`
    setShown({ name, link: await call<SignInLink>(path, { method: 'POST' }) })
  })
  return (
    <Card title={t.members} lead={t.members_lead}>
      <Failure problem={act.problem ?? makeLink.problem} />
      <Loaded of={members}>
        {({ items }) => (
          <List
            members={items}
            onRole={(member, role) => void act.run(member, 'PATCH', { role })}
            onTeam={(member, team) => void act.run(member, 'PATCH', { team })}
            onLink={(member) => void makeLink.run(member)}
            onRemove={setLeaving}
          />
        )}
      </Loaded>
      {may('owner') && (
        <AddMember
          onAdded={(name, link) => {
            setShown({ name, link })
            members.reload()
          }}
        />
      )}
      {shown && (
        <Secret
          title={t.link_for(shown.name)}
          text={shown.link.url}
          note={t.link_note}
          onClose={() => setShown(undefined)}
        />
      )}
      {leaving && (
        <Sure
          title={t.remove_sure(leaving.name)}
          yes={t.remove}
          onYes={() => void act.run(leaving, 'DELETE')}
          onClose={() => setLeaving(undefined)}
        />
      )}
    </Card>
  )
}

type Acts = {
  onRole: (member: MemberView, role: string) => void
  onTeam: (member: MemberView, team: string | null) => void
  onLink: (member: MemberView) => void
  onRemove: (member: MemberView) => void
}

function List({ members, ...acts }: { members: readonly MemberView[] } & Acts) {
  const t = texts.value.settings
  return (
    <Scroll label={t.members}>
      <table class="table stacked">
        <thead>
          <tr>
            <th scope="col">{t.name}</th>
            <th scope="col">{t.role}</th>
            <th scope="col">{t.team}</th>
            <th scope="col">{t.seen}</th>
            {may('owner') && (
              <th scope="col">
                <span class="unseen">{t.new_link}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <MemberRow key={member.member_id} member={member} {...acts} />
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

function MemberRow({ member, onRole, onTeam, onLink, onRemove }: { member: MemberView } & Acts) {
  const t = texts.value
  const isMe = member.member_id === me.value?.id
  return (
    <tr>
      <td>
        {member.name} {isMe && <span class="soft">({t.settings.you})</span>}
        {member.email !== null && <div class="soft small">{member.email}</div>}
      </td>
      <td data-label={t.settings.role}>
        {may('owner') && !isMe ? (
          <select
            class="input"
            aria-label={`${t.settings.role}: ${member.name}`}
            onInput={(event) => onRole(member, event.currentTarget.value)}
          >
            {ROLES.map((role) => (
              <option key={role} value={role} selected={role === member.role}>
                {t.roles[role]}
              </option>
            ))}
          </select>
        ) : (
          t.roles[member.role]
        )}
      </td>
      <td data-label={t.settings.team}>
        <Team member={member} onTeam={onTeam} />
      </td>
      <td data-label={t.settings.seen}>{member.seen_at === null ? t.common.never : ago(member.seen_at)}</td>
      {may('owner') && (
        <td>
          <div class="row">
            <Button
              size="small"
              label={`${t.settings.new_link}: ${member.name}`}
              onPress={() => onLink(member)}
            >
              {t.settings.new_link}
            </Button>
            {!isMe && (
              <Button
                size="small"
                kind="danger"
                label={`${t.settings.remove}: ${member.name}`}
                onPress={() => onRemove(member)}
              >
                {t.settings.remove}
              </Button>
            )}
          </div>
        </td>
      )}
    </tr>
  )
}

/** The team of a rep or a manager, saved when the field is left. Others work with no accounts of their own. */
function Team({ member, onTeam }: { member: MemberView } & Pick<Acts, 'onTeam'>) {
  const { name, role, team } = member
  if (!may('owner') || !(isFieldRole(role) || team !== null)) return <>{team}</>
  return (
    <input
      class="input"
      aria-label={`${texts.value.settings.team}: ${name}`}
      defaultValue={team ?? ''}
      maxLength={100}
      onChange={(event) => onTeam(member, event.currentTarget.value.trim() || null)}
    />
  )
}

function AddMember({ onAdded }: { onAdded: (name: string, link: SignInLink) => void }) {
  const [name, setName] = useState('')
  const [role, setRole] = useState('editor')
  const [email, setEmail] = useState('')
  const [team, setTeam] = useState('')
  const t = texts.value
  const hasTeam = role === 'rep' || role === 'manager'
  const add = useAct(async () => {
    const member = await call<AddedMember>('/v1/members', {
      method: 'POST',
      json: { name, role, email: email.trim() || null, team: (hasTeam && team.trim()) || null },
    })
    setName('')
    setEmail('')
    onAdded(member.name, member.sign_in_link)
  })
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault()
        void add.run()
      }}
    >
      <TextField label={t.settings.name} value={name} onInput={setName} required />
      <SelectField
        label={t.settings.role}
        value={role}
        onInput={setRole}
        options={ROLES.map((one) => [one, t.roles[one]] as const)}
      />
      {hasTeam && (
        <TextField label={t.settings.team} hint={t.settings.team_hint} value={team} onInput={setTeam} />
      )}
      <TextField
        label={t.settings.member_email}
        hint={t.common.optional}
        type="email"
        value={email}
        onInput={setEmail}
      />
      <div class="field end">
        <Button type="submit" busy={add.busy} disabled={name.trim() === ''}>
          {t.settings.add_member}
        </Button>
        <Failure problem={add.problem} />
      </div>
    </form>
  )
}
