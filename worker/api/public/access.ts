import { type Context, Hono } from 'hono'
import { accessSignIn, accessView, signedIn } from '../../../schema/shop/sessions.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import { ASSERTION_HEADER, accessOf, confirmedAddress } from '../../auth/access.ts'
import { checkSameSite } from '../../auth/console.ts'
import { checkAttempt, signInMember } from '../../auth/sign-in.ts'
import type { App } from '../../http/app.ts'
import { describe } from '../../http/describe.ts'
import { valid } from '../../http/valid.ts'
import { open } from '../../store/open.ts'
import { membersByEmail } from '../../store/shop/members.ts'

/** Members whose address Cloudflare Access has confirmed; undefined where the deployment is not behind Access. */
async function confirmedMembers(c: Context<App>) {
  const application = accessOf(c.env)
  if (!application) return undefined
  return await membersByEmail(c.env, await confirmedAddress(application, c.req.header(ASSERTION_HEADER)))
}

/** Signing in through Cloudflare Access. */
export const accessSignInRoutes = new Hono<App>()
  .use('/access', async (c, next) => {
    // The page to sign in asks each time whether there is Access: where there is none, that is no attempt.
    if (c.req.method !== 'GET' || accessOf(c.env)) await checkAttempt(c)
    c.header('Cache-Control', 'no-store')
    await next()
  })
  .get(
    '/access',
    describe(
      'Shops to which Cloudflare Access admits the caller',
      {
        status: 200,
        shape: accessView,
        what: `The shops of which the address in \`${ASSERTION_HEADER}\` is a member. Nothing changes.`,
      },
      'access_refused',
      'insecure_address',
      'too_many_sign_ins',
    ),
    async (c) => {
      const members = await confirmedMembers(c)
      const shops = (members ?? []).map(({ shop_id, shop_name, role }) => ({
        shop_id,
        name: shop_name,
        role,
      }))
      return c.json({ configured: members !== undefined, shops })
    },
  )
  .post(
    '/access',
    describe(
      'Sign in through Cloudflare Access',
      { status: 200, shape: signedIn, what: 'Sets the cookie of a session.' },
      'invalid_input',
      'invalid_json',
      'access_refused',
      'cross_site_call',
      'insecure_address',
      'too_many_sign_ins',
    ),
    valid('json', accessSignIn),
    async (c) => {
      checkSameSite(c)
      const { shop_id } = c.req.valid('json')
      const member = (await confirmedMembers(c))?.find((one) => one.shop_id === shop_id)
      if (!member) {
        throw new PairwellError(
          'access_refused',
          'Your address is not that of a member of this shop. Ask an owner to add it to your member.',
        )
      }
      return c.json(await signInMember(c, open(c.env, shop_id), member.member_id, 'access', Date.now()))
    },
  )
