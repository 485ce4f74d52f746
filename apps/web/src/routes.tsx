import { createBrowserRouter } from 'react-router';
import { DeskLayout } from './shell/desk-layout';
import { Failed, NotFound } from './shell/failed';
import { Layout } from './shell/layout';

/** One chunk a page: a visitor who only watches never loads the cashier's desk. */
export const router = createBrowserRouter([
  {
    element: <Layout />,
    errorElement: <Failed />,
    hydrateFallbackElement: <></>,
    children: [
      { index: true, lazy: () => import('./pages/market/market-page') },
      { path: 'listings/:id', lazy: () => import('./pages/listing/listing-page') },
      { path: 'auctions', lazy: () => import('./pages/room/auctions-page') },
      { path: 'auctions/:id', lazy: () => import('./pages/room/room-page') },
      { path: 'auctions/:id/ceremony', lazy: () => import('./pages/ceremony/ceremony-page') },
      { path: 'login', lazy: () => import('./pages/account/login-page') },
      { path: 'register', lazy: () => import('./pages/account/register-page') },
      {
        path: 'desk',
        element: <DeskLayout />,
        children: [
          { index: true, lazy: () => import('./pages/desk/desk-page') },
          { path: 'achievements', lazy: () => import('./pages/seller/achievements-page') },
          { path: 'listings', lazy: () => import('./pages/seller/own-listings-page') },
          { path: 'listings/new', lazy: () => import('./pages/seller/draft-page') },
          { path: 'listings/:id/edit', lazy: () => import('./pages/seller/draft-page') },
          { path: 'listings/:id/openings', lazy: () => import('./pages/seller/openings-page') },
          { path: 'windows', lazy: () => import('./pages/seller/windows-page') },
          { path: 'intake', lazy: () => import('./pages/seller/intake-page') },
          { path: 'review', lazy: () => import('./pages/exchange/review-page') },
          { path: 'applications', lazy: () => import('./pages/exchange/applications-page') },
          { path: 'sales', lazy: () => import('./pages/exchange/sales-page') },
          { path: 'ceremonies', lazy: () => import('./pages/ceremony/ceremonies-page') },
          { path: 'bars', lazy: () => import('./pages/exchange/bars-page') },
          { path: 'deposits', lazy: () => import('./pages/money/deposits-page') },
          { path: 'bank', lazy: () => import('./pages/money/bank-page') },
          { path: 'payments', lazy: () => import('./pages/money/payments-page') },
          { path: 'payouts', lazy: () => import('./pages/money/payouts-page') },
          { path: 'ledger', lazy: () => import('./pages/money/ledger-page') },
          { path: 'contracts', lazy: () => import('./pages/contract/contracts-page') },
          { path: 'contracts/:id', lazy: () => import('./pages/contract/contract-page') },
          { path: 'volumes', lazy: () => import('./pages/oversight/volumes-page') },
          { path: 'subsidies', lazy: () => import('./pages/oversight/subsidies-page') },
          { path: 'audit', lazy: () => import('./pages/oversight/audit-page') },
          { path: 'organisation', lazy: () => import('./pages/account/organisation-page') },
          { path: 'sessions', lazy: () => import('./pages/account/sessions-page') },
        ],
      },
      { path: '*', element: <NotFound /> },
    ],
  },
]);
