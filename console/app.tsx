import { useEffect, useState } from 'preact/hooks'
import { ErrorBoundary, LocationProvider, lazy, Route, Router } from 'preact-iso'
import type { Problem } from './api/call.ts'
import { asProblem } from './api/resource.ts'
import { NotFound } from './pages/not-found.tsx'
import { SignIn } from './pages/sign-in.tsx'
import { Start } from './pages/start/start.tsx'
import { Failure, Ghost } from './parts/states.tsx'
import { findOut, isField, me } from './session.ts'
import { Shell } from './shell.tsx'

const Uploads = lazy(() => import('./pages/uploads/uploads.tsx').then((page) => page.Uploads))
const Report = lazy(() => import('./pages/uploads/report.tsx').then((page) => page.Report))
const Panels = lazy(() => import('./pages/panels/panels.tsx').then((page) => page.Panels))
const Catalogue = lazy(() => import('./pages/catalogue/catalogue.tsx').then((page) => page.Catalogue))
const ItemPage = lazy(() => import('./pages/catalogue/item.tsx').then((page) => page.ItemPage))
const Results = lazy(() => import('./pages/results/results.tsx').then((page) => page.Results))
const Experiments = lazy(() => import('./pages/experiments/experiments.tsx').then((page) => page.Experiments))
const Rules = lazy(() => import('./pages/rules/rules.tsx').then((page) => page.Rules))
const Customers = lazy(() => import('./pages/customers/customers.tsx').then((page) => page.Customers))
const Customer = lazy(() => import('./pages/customers/customer.tsx').then((page) => page.Customer))
const TargetLists = lazy(() => import('./pages/customers/targets.tsx').then((page) => page.TargetLists))
const Offers = lazy(() => import('./pages/offers/offers.tsx').then((page) => page.Offers))
const NewOffer = lazy(() => import('./pages/offers/edit.tsx').then((page) => page.NewOffer))
const EditOffer = lazy(() => import('./pages/offers/edit.tsx').then((page) => page.EditOffer))
const Policy = lazy(() => import('./pages/offers/policy.tsx').then((page) => page.Policy))
const Segments = lazy(() => import('./pages/offers/segments.tsx').then((page) => page.Segments))
const Decisions = lazy(() => import('./pages/offers/decisions.tsx').then((page) => page.Decisions))
const Campaigns = lazy(() => import('./pages/campaigns/campaigns.tsx').then((page) => page.Campaigns))
const NewCampaign = lazy(() => import('./pages/campaigns/edit/edit.tsx').then((page) => page.NewCampaign))
const EditCampaign = lazy(() => import('./pages/campaigns/edit/edit.tsx').then((page) => page.EditCampaign))
const Campaign = lazy(() => import('./pages/campaigns/campaign.tsx').then((page) => page.Campaign))
const TriggerPages = lazy(() =>
  import('./pages/campaigns/triggers/pages.tsx').then((page) => page.TriggerPages),
)
const AccountPages = lazy(() => import('./pages/accounts/pages.tsx').then((page) => page.AccountPages))
const Alerts = lazy(() => import('./pages/alerts/alerts.tsx').then((page) => page.Alerts))
const Privacy = lazy(() => import('./pages/privacy/privacy.tsx').then((page) => page.Privacy))
const Audit = lazy(() => import('./pages/audit/audit.tsx').then((page) => page.Audit))
const Simulator = lazy(() => import('./pages/simulator/simulator.tsx').then((page) => page.Simulator))
const ModelPage = lazy(() => import('./pages/model/model.tsx').then((page) => page.ModelPage))
const NewRule = lazy(() => import('./pages/rules/edit/edit.tsx').then((page) => page.NewRule))
const EditRule = lazy(() => import('./pages/rules/edit/edit.tsx').then((page) => page.EditRule))
const Settings = lazy(() => import('./pages/settings/settings.tsx').then((page) => page.Settings))
const Operator = lazy(() => import('./pages/operator/operator.tsx').then((page) => page.Operator))
const Parts = lazy(() => import('./pages/parts.tsx').then((page) => page.Parts))

/** The console: its pages for members, the operator's page, and the page to sign in for everybody else. */
export function App() {
  // The operator is no member of a shop, so nobody needs to be signed in.
  if (/^\/console\/operator\/?$/.test(location.pathname)) {
    return (
      <ErrorBoundary>
        <Operator />
      </ErrorBoundary>
    )
  }
  return <Members />
}

function Members() {
  const [problem, setProblem] = useState<Problem | undefined>()
  const begin = () => {
    setProblem(undefined)
    findOut().catch((thrown) => setProblem(asProblem(thrown)))
  }
  useEffect(begin, [])
  if (problem) {
    return (
      <main>
        <Failure problem={problem} onRetry={begin} />
      </main>
    )
  }
  if (me.value === undefined) {
    return (
      <main>
        <Ghost />
      </main>
    )
  }
  // A fresh link signs in whoever opens it, also in a browser where somebody else is signed in.
  if (me.value === null || location.pathname === '/console/sign-in') return <SignIn />
  return (
    <LocationProvider scope="/console">
      <ErrorBoundary>
        <Shell>
          <Pages />
        </Shell>
      </ErrorBoundary>
    </LocationProvider>
  )
}

/** The page of the address. */
const Pages = () => (
  <Router>
    <Route path="/console" component={isField() ? AccountPages : Start} />
    <Route path="/console/uploads" component={Uploads} />
    <Route path="/console/uploads/:import_id" component={Report} />
    <Route path="/console/panels" component={Panels} />
    <Route path="/console/catalogue" component={Catalogue} />
    <Route path="/console/catalogue/:item_id" component={ItemPage} />
    <Route path="/console/rules" component={Rules} />
    <Route path="/console/rules/new" component={NewRule} />
    <Route path="/console/rules/:rule_id" component={EditRule} />
    <Route path="/console/simulator" component={Simulator} />
    <Route path="/console/model" component={ModelPage} />
    <Route path="/console/results" component={Results} />
    <Route path="/console/experiments" component={Experiments} />
    <Route path="/console/customers" component={Customers} />
    <Route path="/console/customers/targets" component={TargetLists} />
    <Route path="/console/customers/:customer" component={Customer} />
    <Route path="/console/offers" component={Offers} />
    <Route path="/console/offers/new" component={NewOffer} />
    <Route path="/console/offers/segments" component={Segments} />
    <Route path="/console/offers/policy" component={Policy} />
    <Route path="/console/offers/decisions" component={Decisions} />
    <Route path="/console/offers/:offer_id" component={EditOffer} />
    <Route path="/console/campaigns" component={Campaigns} />
    <Route path="/console/campaigns/new" component={NewCampaign} />
    <Route path="/console/campaigns/triggers/:at*" component={TriggerPages} />
    <Route path="/console/campaigns/:campaign_id" component={Campaign} />
    <Route path="/console/campaigns/:campaign_id/edit" component={EditCampaign} />
    <Route path="/console/accounts/:at*" component={AccountPages} />
    <Route path="/console/alerts" component={Alerts} />
    <Route path="/console/privacy" component={Privacy} />
    <Route path="/console/audit" component={Audit} />
    <Route path="/console/settings" component={Settings} />
    <Route path="/console/parts" component={Parts} />
    <Route default component={NotFound} />
  </Router>
)
