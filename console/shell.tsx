import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { AlertBanner } from './alert-banner.tsx'
import { DemoBanner } from './demo.tsx'
import { Button } from './parts/button.tsx'
import { Icon, type IconName } from './parts/icon.tsx'
import { isField, may, me, role, shop, signOut } from './session.ts'
import { texts } from './texts/index.ts'

const PAGES = [
  ['start', '/console'],
  ['uploads', '/console/uploads'],
  ['panels', '/console/panels'],
  ['catalogue', '/console/catalogue'],
  ['rules', '/console/rules'],
  ['simulator', '/console/simulator'],
  ['model', '/console/model'],
  ['results', '/console/results'],
  ['experiments', '/console/experiments'],
  ['customers', '/console/customers'],
  ['offers', '/console/offers'],
  ['campaigns', '/console/campaigns'],
  ['accounts', '/console/accounts'],
  ['alerts', '/console/alerts'],
  ['privacy', '/console/privacy'],
  ['audit', '/console/audit'],
  ['settings', '/console/settings'],
] as const satisfies readonly (readonly [IconName, string])[]

/** What stands around every page: the shop, the pages, and who is signed in. */
export function Shell({ children }: { children: ComponentChildren }) {
  const [open, setOpen] = useState(false)
  const { path } = useLocation()
  const main = useRef<HTMLElement>(null)
  const before = useRef(path)
  // A new page is read from its beginning, by screen readers as well.
  useEffect(() => {
    if (before.current === path) return
    before.current = path
    setOpen(false)
    main.current?.focus({ preventScroll: true })
    scrollTo(0, 0)
  }, [path])
  const t = texts.value
  const isVisit = me.value?.demo === 'entered'
  return (
    <div class="shell">
      <header class={open ? 'rail open' : 'rail'}>
        <p class="shop">
          {shop.value?.name}
          <span>{t.product}</span>
        </p>
        <button
          type="button"
          class="button plain small menu-button"
          aria-expanded={open}
          aria-controls="pages"
          onClick={() => setOpen(!open)}
        >
          <Icon name="menu" />
          {t.nav.menu}
        </button>
        <Pages path={path} />
        <div class="foot">
          <p class="soft small">
            {isVisit ? t.demo.label : [...new Set([me.value?.name, t.roles[role.value]])].join(' · ')}
          </p>
          {!isVisit && (
            <Button kind="quiet" size="small" icon="out" onPress={() => void signOut()}>
              {t.nav.sign_out}
            </Button>
          )}
        </div>
      </header>
      <main ref={main} tabIndex={-1}>
        <DemoBanner />
        {!isField() && <AlertBanner />}
        {children}
      </main>
    </div>
  )
}

/** The pages of the console that the member may open. */
function Pages({ path }: { path: string }) {
  const t = texts.value
  const isHere = (address: string) =>
    address === '/console' ? path.replace(/\/$/, '') === address : path.startsWith(address)
  const shown = PAGES.filter(([name]) =>
    isField() ? name === 'accounts' : name !== 'privacy' || may('owner'),
  )
  return (
    <nav id="pages" aria-label={t.nav.label}>
      <ul>
        {shown.map(([name, address]) => (
          <li key={name}>
            <a href={address} aria-current={isHere(address) ? 'page' : undefined}>
              <Icon name={name} />
              {t.nav[name]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
