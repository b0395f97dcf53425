import { PairwellProvider } from '@pairwell/react'
import type { ReactNode } from 'react'
import { Link, Links, Meta, Outlet, Scripts, ScrollRestoration } from 'react-router'
import type { Route } from './+types/root'
import { PUBLIC_SHOP } from './shop.server'

export const loader = () => PUBLIC_SHOP

export const meta = () => [{ title: 'A shop' }]

export function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <link rel="icon" href="data:," />
        <Meta />
        <Links />
      </head>
      <body
        style={{ font: '16px/1.5 sans-serif', maxWidth: '70rem', margin: '2rem auto', padding: '0 1rem' }}
      >
        {children}
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  )
}

/** All pages, with the shop for their panels. */
export default function Root({ loaderData }: Route.ComponentProps) {
  return (
    <PairwellProvider {...loaderData}>
      <Link to="/">Shop</Link>
      <Outlet />
    </PairwellProvider>
  )
}
