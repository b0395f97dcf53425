import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { matchedRoutes } from 'hono/route'
import { PairwellError } from '../../vocabulary/errors.ts'
import { isAtLeast, ROLES, type Role } from '../../vocabulary/roles.ts'
import type { App } from '../http/app.ts'
import { checkVisit, isVisitor, SHOWN_TO_VISITORS } from './visitor.ts'

/** Those who work with accounts: reps with their own, managers with those of their team, editors and owners with all. */
const FIELD = ['rep', 'manager', 'editor', 'owner'] as const

/**
 * The least role that may call a merchant route, or every role that may. A test compares this table with the routes: a route that is
 * missing here is closed to members. Analysts read, editors change what shoppers see, owners decide who has access and about personal
 * data. Reps and managers see accounts, each their own.
 */
export const PERMITTED: Readonly<Record<string, Role | readonly Role[]>> = {
  'DELETE /v1/accounts/{account_id}': 'editor',
  'DELETE /v1/campaigns/{campaign_id}': 'editor',
  'DELETE /v1/exclusions': 'editor',
  'DELETE /v1/feeds/{feed_id}': 'editor',
  'DELETE /v1/hooks/{platform}': 'owner',
  'DELETE /v1/items/{item_id}': 'editor',
  'DELETE /v1/keys/{key_id}': 'owner',
  'DELETE /v1/mappings/{mapping_id}': 'editor',
  'DELETE /v1/members/{member_id}': 'owner',
  'DELETE /v1/offers/{offer_id}': 'editor',
  'DELETE /v1/offers/{offer_id}/codes': 'editor',
  'DELETE /v1/orders/{order_id}': 'editor',
  // Of their own; those of others only by an owner.
  'DELETE /v1/passkeys/{passkey_id}': 'rep',
  'DELETE /v1/relations': 'editor',
  'DELETE /v1/rules/{rule_id}': 'editor',
  'DELETE /v1/segments/{segment_id}': 'editor',
  // Of their own; those of others only by an owner.
  'DELETE /v1/sessions/{session_id}': 'rep',
  'DELETE /v1/shop': 'owner',
  'DELETE /v1/token-keys/{token_key_id}': 'owner',
  'DELETE /v1/triggers/{trigger_id}': 'editor',
  'DELETE /v1/webhooks/{webhook_id}': 'owner',
  'GET /v1/accounts': 'rep',
  'GET /v1/accounts/calls': FIELD,
  'GET /v1/accounts/{account_id}': 'rep',
  // Names people under their handles, and what they answered.
  'GET /v1/accounts/{account_id}/brief': FIELD,
  'GET /v1/accounts/{account_id}/items': FIELD,
  'GET /v1/alerts': 'analyst',
  'GET /v1/audit': 'analyst',
  'GET /v1/audit/digests': 'analyst',
  'GET /v1/campaigns': 'analyst',
  'GET /v1/campaigns/{campaign_id}': 'analyst',
  // Lists of customers, under their handles.
  'GET /v1/campaigns/{campaign_id}/members': 'editor',
  'GET /v1/catalogue/facets': 'analyst',
  // What one person bought.
  'GET /v1/contact-calendar': 'analyst',
  'GET /v1/coverage': 'rep',
  'GET /v1/customers/{customer}': 'editor',
  'GET /v1/customers/{customer}/contacts': 'editor',
  'GET /v1/customers/{customer}/data': 'owner',
  'GET /v1/decisions': 'editor',
  'GET /v1/decisions/{decision_id}': 'editor',
  'GET /v1/decisions/{decision_id}/email': 'editor',
  'GET /v1/customers/{customer}/propensities': 'editor',
  'GET /v1/exclusions': 'analyst',
  'GET /v1/experiments': 'analyst',
  'GET /v1/experiments/{experiment_id}': 'analyst',
  'GET /v1/experiments/{experiment_id}/results': 'analyst',
  // Exports hold what customers bought, under their hashes.
  'GET /v1/export/{table}': 'editor',
  'GET /v1/feeds': 'editor',
  'GET /v1/held-pairs': 'analyst',
  'GET /v1/hooks': 'analyst',
  'GET /v1/imports': 'analyst',
  'GET /v1/imports/{import_id}': 'analyst',
  'GET /v1/imports/{import_id}/errors.csv': 'analyst',
  'GET /v1/imports/{import_id}/report.txt': 'analyst',
  'GET /v1/items': 'analyst',
  'GET /v1/items/{item_id}': 'analyst',
  'GET /v1/items/{item_id}/figures': 'analyst',
  'GET /v1/keys': 'owner',
  'GET /v1/mappings': 'analyst',
  'GET /v1/me': 'rep',
  'GET /v1/members': 'analyst',
  'GET /v1/models': 'analyst',
  'GET /v1/models/{model_id}': 'analyst',
  'GET /v1/offers': 'analyst',
  'GET /v1/offers/{offer_id}': 'analyst',
  'GET /v1/offers/{offer_id}/codes': 'analyst',
  'GET /v1/orders': 'analyst',
  'GET /v1/orders/{order_id}': 'analyst',
  'GET /v1/passkeys': 'rep',
  // Names the merchant's own ids of customers.
  'GET /v1/person-keys': 'owner',
  'GET /v1/privacy-requests': 'owner',
  'GET /v1/product-cards': 'rep',
  'GET /v1/propensities': 'analyst',
  // Lists of customers, under their handles.
  'GET /v1/propensities/customers': 'editor',
  'GET /v1/propensities/matrix': 'editor',
  'GET /v1/quiz': FIELD,
  'GET /v1/readiness': 'analyst',
  'GET /v1/recommendations': 'analyst',
  'GET /v1/relations': 'analyst',
  'GET /v1/reports/{report}': 'analyst',
  'GET /v1/rules': 'analyst',
  'GET /v1/rules/{rule_id}': 'analyst',
  'GET /v1/rules/{rule_id}/effect': 'analyst',
  'GET /v1/rules/{rule_id}/versions': 'analyst',
  'GET /v1/segments': 'analyst',
  'GET /v1/segments/clusters': 'analyst',
  'GET /v1/segments/{segment_id}/customers': 'editor',
  'GET /v1/sessions': 'rep',
  'GET /v1/settings': 'analyst',
  'GET /v1/settings/versions': 'analyst',
  'GET /v1/settings/versions/{version}': 'analyst',
  'GET /v1/shop': 'rep',
  'GET /v1/status': 'analyst',
  'GET /v1/team': ['manager', 'editor', 'owner'],
  'GET /v1/token-keys': 'owner',
  'GET /v1/triggers': 'analyst',
  'GET /v1/triggers/{trigger_id}': 'analyst',
  // Lists of customers, under their handles.
  'GET /v1/triggers/{trigger_id}/firings': 'editor',
  'GET /v1/tunings': 'analyst',
  'GET /v1/tunings/{tuning_id}': 'analyst',
  'GET /v1/white-space': 'rep',
  'GET /v1/white-space/totals': 'rep',
  // Addresses may contain passwords.
  'GET /v1/webhooks': 'editor',
  'GET /v1/webhooks/{webhook_id}/messages': 'editor',
  'PATCH /v1/experiments/{experiment_id}': 'editor',
  'PATCH /v1/items/{item_id}': 'editor',
  'PATCH /v1/members/{member_id}': 'owner',
  'PATCH /v1/campaigns/{campaign_id}': 'editor',
  'PATCH /v1/offers/{offer_id}': 'editor',
  'PATCH /v1/rules/{rule_id}': 'editor',
  'PATCH /v1/segments/{segment_id}': 'editor',
  'PATCH /v1/settings': 'editor',
  'PATCH /v1/shop': 'owner',
  'PATCH /v1/triggers/{trigger_id}': 'editor',
  'POST /v1/accounts/analysis': 'editor',
  'POST /v1/accounts/import': 'editor',
  'POST /v1/accounts/{account_id}/opened': FIELD,
  'POST /v1/accounts/{account_id}/outcomes': FIELD,
  'POST /v1/customers/look-alikes': 'editor',
  'POST /v1/customers/lookup': 'editor',
  'POST /v1/decisions': 'editor',
  'POST /v1/decisions/match': 'editor',
  'POST /v1/decisions/{decision_id}/deliver': 'editor',
  'POST /v1/events/custom': 'editor',
  'POST /v1/experiments': 'editor',
  'POST /v1/feeds/{feed_id}/fetch': 'editor',
  'POST /v1/imports': 'editor',
  'POST /v1/imports/recognise': 'editor',
  'POST /v1/keys': 'owner',
  // What its tools may do is what their routes permit.
  'POST /v1/mcp': 'rep',
  'POST /v1/members': 'owner',
  'POST /v1/members/{member_id}/sign-in-links': 'owner',
  'POST /v1/models': 'editor',
  'POST /v1/models/outside': 'editor',
  'POST /v1/models/{model_id}/rollback': 'editor',
  'POST /v1/contact-policy/simulate': 'analyst',
  'POST /v1/campaigns': 'editor',
  'POST /v1/campaigns/{campaign_id}/actions': 'editor',
  'POST /v1/offers': 'editor',
  'POST /v1/offers/{offer_id}/codes': 'editor',
  'POST /v1/orders': 'editor',
  'POST /v1/privacy-requests': 'owner',
  'POST /v1/propensities': 'editor',
  'POST /v1/quiz': FIELD,
  // Answers from the history of a customer whom the call names.
  'POST /v1/recommendations': 'editor',
  'POST /v1/responses': 'editor',
  'POST /v1/rules': 'editor',
  'POST /v1/rules/compare': 'analyst',
  // May name a customer.
  'POST /v1/rules/simulate': 'editor',
  'POST /v1/segments': 'editor',
  'POST /v1/segments/size': 'analyst',
  'POST /v1/settings/versions/{version}/restore': 'editor',
  'POST /v1/token-keys': 'owner',
  'POST /v1/triggers': 'editor',
  'POST /v1/triggers/{trigger_id}/actions': 'editor',
  'POST /v1/tunings': 'editor',
  'POST /v1/webhooks/{webhook_id}/replay': 'editor',
  'POST /v1/webhooks/{webhook_id}/rotate': 'owner',
  'POST /v1/webhooks/{webhook_id}/test': 'editor',
  'PUT /v1/accounts': 'editor',
  'PUT /v1/accounts/{account_id}/buyers': 'editor',
  'PUT /v1/accounts/{account_id}/marks': FIELD,
  'PUT /v1/customers': 'editor',
  'PUT /v1/exclusions': 'editor',
  'PUT /v1/feeds': 'editor',
  'PUT /v1/held-pairs': 'editor',
  'PUT /v1/hooks/{platform}': 'owner',
  'PUT /v1/items': 'editor',
  'PUT /v1/mappings': 'editor',
  'PUT /v1/person-keys': 'owner',
  'PUT /v1/product-cards': ['manager', 'editor', 'owner'],
  'PUT /v1/relations': 'editor',
  'PUT /v1/rules': 'editor',
  'PUT /v1/webhooks': 'owner',
}

/** The route that will answer, such as "GET /v1/items/{item_id}"; undefined when there is none. */
function routeOf(c: Context<App>): string | undefined {
  const method = c.req.method === 'HEAD' ? 'GET' : c.req.method
  // Middleware is registered for all methods.
  const path = matchedRoutes(c).find((route) => route.method === method)?.path
  return path && `${method} ${path.replace(/:(\w+)/g, '{$1}').replace(/\/$/, '')}`
}

/** Whether a role may call a route with this permission. */
export const isPermitted = (role: Role, permission: Role | readonly Role[]): boolean =>
  typeof permission === 'string' ? isAtLeast(role, permission) : permission.includes(role)

/** The least role that may call a route. */
const leastOf = (permission: Role | readonly Role[] | undefined): Role =>
  typeof permission === 'string' ? permission : (permission?.[0] ?? 'owner')

/** Who may call a route, in words. */
function whoMay(permission: Role | readonly Role[] | undefined): string {
  if (permission === undefined) return 'an owner'
  if (typeof permission !== 'string') return `one of ${permission.join(', ')}`
  const from = ROLES.slice(ROLES.indexOf(permission))
  return from.length === 1 ? `an ${from[0]}` : `one of ${from.join(', ')}`
}

/** Refuses calls of members whose role does not suffice. The holder of a secret key may do everything. */
export const permitted = createMiddleware<App>(async (c, next) => {
  const { session } = c.var
  const route = routeOf(c)
  if (session && route !== undefined) {
    const permission = PERMITTED[route]
    // The demo shop shows the work of reps, too: its accounts are invented.
    const mayLook = isVisitor(session) && (typeof permission === 'object' || SHOWN_TO_VISITORS.has(route))
    if (permission === undefined || !(mayLook || isPermitted(session.role, permission))) {
      throw new PairwellError(
        'not_permitted',
        `Your role, ${session.role}, does not allow this. It needs ${whoMay(permission)} of the shop.`,
        { role: session.role, least_role: leastOf(permission) },
      )
    }
    checkVisit(session, c.req.method)
  }
  await next()
})
