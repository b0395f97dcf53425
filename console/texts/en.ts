import { enCustomers } from './en/customers/customers.ts'
import { enSegments } from './en/customers/segments.ts'
import { enTargets } from './en/customers/targets.ts'
import { enEditor } from './en/editor.ts'
import { enExperiments } from './en/experiments.ts'
import { enOffers } from './en/offers.ts'
import { enOperations } from './en/operations.ts'
import { enOperator } from './en/operator.ts'
import { enPages } from './en/pages.ts'
import { enRelations } from './en/relations.ts'
import { enReports } from './en/reports.ts'
import { enRules } from './en/rules.ts'
import { enUploads } from './en/uploads.ts'

/** The texts in English, which the others translate. */
export const en = {
  ...enPages,
  ...enCustomers,
  ...enExperiments,
  ...enOffers,
  ...enSegments,
  ...enOperations,
  ...enOperator,
  ...enRelations,
  ...enReports,
  ...enRules,
  ...enEditor,
  ...enTargets,
  ...enUploads,
  product: 'Pairwell',
  nav: {
    label: 'Pages',
    menu: 'Menu',
    start: 'Start',
    uploads: 'Data',
    panels: 'Panels',
    catalogue: 'Catalogue',
    rules: 'Rules',
    simulator: 'Simulator',
    model: 'Model',
    results: 'Results',
    experiments: 'Experiments',
    customers: 'Customers',
    offers: 'Offers',
    campaigns: 'Campaigns',
    accounts: 'Accounts',
    alerts: 'Alerts',
    privacy: 'Privacy',
    audit: 'Changes',
    settings: 'Settings',
    sign_out: 'Sign out',
  },
  roles: { owner: 'Owner', editor: 'Editor', analyst: 'Analyst', manager: 'Sales manager', rep: 'Sales rep' },
  common: {
    save: 'Save',
    cancel: 'Cancel',
    change: 'Change',
    close: 'Close',
    copy: 'Copy',
    copied: 'Copied',
    retry: 'Try again',
    more: 'Show more',
    no_more: 'There is no more.',
    never: 'never',
    back: 'Back',
    none: 'None',
    yes: 'Yes',
    no: 'No',
    optional: 'optional',
    saved: 'Saved.',
    loading: 'Loading',
    reload: 'Load again',
    not_found: 'There is no such page.',
    to_start: 'Go to the start page',
    help: 'Handbook: this page',
    content: (what: string) => `Content: ${what}`,
  },
  problems: {
    offline: 'The server does not answer. Check your connection. Nothing that you entered is lost.',
    internal: 'Something broke on our side. Try again; if it stays so, tell the operator.',
    not_permitted: (role: string) => `Your role (${role}) does not allow this. Ask an owner of the shop.`,
    changed_meanwhile:
      'Somebody else has saved changes since you opened this page. Your changes are still here.',
    show_theirs: 'Show their version',
    save_over: 'Apply my changes to their version',
  },
  sign_in: {
    title: 'Sign in',
    by_link: 'This link signs you in on this browser, once.',
    go: 'Sign in',
    by_passkey: 'Sign in with a passkey',
    by_access: (name: string) => `Sign in to ${name}`,
    no_access:
      'Cloudflare Access knows you, but no shop has a member with your address. Ask an owner to add it.',
    access_refused: 'Cloudflare Access has not confirmed who you are. Load this page again.',
    no_link: 'Open the sign-in link that you were given. It works once, for 15 minutes.',
    ask_owner: 'For a new link, ask an owner of your shop, or whoever runs this server.',
    unknown_link: 'This link was used already, is older than 15 minutes, or was copied incompletely.',
    too_many_sign_ins: 'Too many attempts from your address. Wait a minute.',
    insecure_address:
      'The console works over https only, so that nobody on the way can take over your session.',
    passkey_refused: 'This passkey is not known here. Sign in with a link.',
    passkey_cancelled: 'No passkey was used. Try again, or sign in with a link.',
  },
  time: {},
}
