import { type Context, Hono } from 'hono'
import { page } from '../../../../schema/pages.ts'
import {
  addedMember,
  caller,
  type Member,
  memberChange,
  memberView,
  newMember,
  signInLink,
} from '../../../../schema/shop/members.ts'
import { PairwellError } from '../../../../vocabulary/errors.ts'
import { addLink } from '../../../auth/sign-in.ts'
import { demoShopOf, isVisitor } from '../../../auth/visitor.ts'
import type { App } from '../../../http/app.ts'
import { noteChange } from '../../../http/audited.ts'
import { describe } from '../../../http/describe.ts'
import { valid } from '../../../http/valid.ts'
import { timeId } from '../../../store/ids.ts'
import {
  addMember,
  changeMember,
  deleteMember,
  hasAddress,
  listMembers,
  MAX_MEMBERS,
  readMember,
} from '../../../store/shop/members.ts'

const view = ({ member_id, name, role, created_at, email, team }: Member, seen_at: number | null = null) => ({
  ...{ member_id, name, role, created_at, email, team, seen_at },
})

/** The same for the audit, which is kept for longer than the member: without the address. */
const forAudit = ({ email, ...member }: Member) => ({
  ...view({ ...member, email: null }),
  has_email: email !== null,
})

/** @throws {PairwellError} `unknown_member` */
async function found(c: Context<App>, member_id: string): Promise<Member> {
  const member = await readMember(c.var.store, member_id)
  if (member) return member
  throw new PairwellError('unknown_member', 'There is no such member. GET /v1/members lists them.')
}

const lastOwner = () =>
  new PairwellError('last_owner', 'This is the last owner of the shop. Make somebody else an owner first.')

/** @throws {PairwellError} `address_in_use` */
async function checkAddress(c: Context<App>, member: Pick<Member, 'member_id' | 'email'>): Promise<void> {
  if (!(await hasAddress(c.var.store, member))) return
  throw new PairwellError(
    'address_in_use',
    'Another member of this shop has this e-mail address. Give each member their own, or remove the other one first.',
  )
}

/** Who makes this call. */
export const meRoute = new Hono<App>().get(
  '/',
  describe('Who makes this call', {
    status: 200,
    shape: caller,
    what: 'A member, or the holder of a secret key.',
  }),
  (c) => {
    const { session, actor } = c.var
    const demoShop = demoShopOf(c)
    const isOther = demoShop !== undefined && demoShop !== c.var.shop.shop_id
    const offered = isOther ? ('offered' as const) : ('none' as const)
    if (!session) {
      const key = { kind: 'key', id: actor.id, name: null, role: 'owner', session_id: null } as const
      return c.json({ ...key, demo: offered })
    }
    const { member_id, name, role, session_id } = session
    const demo = isVisitor(session) ? ('entered' as const) : offered
    return c.json({ kind: 'member', id: member_id, name, role, session_id, demo })
  },
)

/** People who use the console of the shop. */
export const memberRoutes = new Hono<App>()
  .get(
    '/',
    describe('List the members', { status: 200, shape: page(memberView), what: 'Oldest first.' }),
    async (c) => c.json({ items: await listMembers(c.var.store), next: null }),
  )
  .post(
    '/',
    describe(
      'Add a member',
      {
        status: 201,
        shape: addedMember,
        what: 'The member, and a link with which they sign in once within 15 minutes. It is shown only in this answer.',
      },
      'invalid_input',
      'invalid_json',
      'address_in_use',
      'too_many_members',
    ),
    valid('json', newMember),
    async (c) => {
      const now = Date.now()
      const row = { ...c.req.valid('json'), member_id: timeId('mem', now), created_at: now }
      const { member_id, name, role } = row
      if (!(await addMember(c.var.store, row))) {
        await checkAddress(c, row)
        throw new PairwellError('too_many_members', `A shop has at most ${MAX_MEMBERS} members.`)
      }
      const sign_in_link = await addLink(c, c.var.store, member_id, now)
      noteChange(c, { after: { member_id, name, role } })
      return c.json({ ...view({ ...row, shop_id: c.var.shop.shop_id }), sign_in_link }, 201)
    },
  )
  .patch(
    '/:member_id',
    describe(
      'Change the name, the role, the address or the team of a member',
      { status: 200, shape: memberView, what: 'The role counts from the next call of the member on.' },
      'invalid_input',
      'invalid_json',
      'unknown_member',
      'address_in_use',
      'last_owner',
    ),
    valid('json', memberChange),
    async (c) => {
      const before = await found(c, c.req.param('member_id'))
      const { name = before.name, role = before.role, ...rest } = c.req.valid('json')
      const { email = before.email, team = before.team } = rest
      const after = { ...before, name, role, email, team }
      if (!(await changeMember(c.var.store, after))) {
        await checkAddress(c, after)
        throw lastOwner()
      }
      noteChange(c, { before: forAudit(before), after: forAudit(after) })
      return c.json(view(after))
    },
  )
  .delete(
    '/:member_id',
    describe(
      'Remove a member',
      { status: 204, what: 'Their sessions end at once, and their links and passkeys are deleted.' },
      'unknown_member',
      'last_owner',
    ),
    async (c) => {
      const before = await found(c, c.req.param('member_id'))
      if (!(await deleteMember(c.var.store, before.member_id))) throw lastOwner()
      noteChange(c, { before: forAudit(before) })
      return c.body(null, 204)
    },
  )
  .post(
    '/:member_id/sign-in-links',
    describe(
      'Make a sign-in link for a member',
      {
        status: 201,
        shape: signInLink,
        what: 'The link works once, for 15 minutes. It is shown only in this answer.',
      },
      'unknown_member',
      'too_many_members',
    ),
    async (c) => {
      const { member_id } = await found(c, c.req.param('member_id'))
      const link = await addLink(c, c.var.store, member_id, Date.now())
      noteChange(c, { after: { expires_at: link.expires_at } })
      return c.json(link, 201)
    },
  )
