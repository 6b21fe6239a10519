import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { tuningOf } from '@/features/explore/tuning';
import { accountQuery } from '@/lib/account';
import { loadWhole } from '@/lib/messages/catalogues';
import { exploreAhead, homeAhead, libraryAhead, membersOnly, titleAhead, turnAway } from './ahead';
import { NotFoundPage, RouteError } from './fallbacks';
import { Shell } from './shell/shell';

interface Context {
  queries: QueryClient;
}

const root = createRootRouteWithContext<Context>()({ component: Shell, notFoundComponent: NotFoundPage });

/** A text of the address, where it is one. */
const textOf = (said: unknown): string | undefined => (typeof said === 'string' ? said : undefined);

/** Those texts of the address that have one of the names. */
function named<N extends string>(
  search: Record<string, unknown>,
  names: readonly N[],
): { [name in N]?: string } {
  const found = names.flatMap((name) => {
    const text = textOf(search[name]);
    return text === undefined ? [] : [[name, text] as const];
  });
  return Object.fromEntries(found) as { [name in N]?: string };
}

/** A screen whose messages are not there from the start. */
function whole<T>(load: () => Promise<T>): () => Promise<T> {
  return async () => (await Promise.all([load(), loadWhole()]))[0];
}

/** Where one is sent after logging in: a path of this app, and nothing else. */
function nextOf(search: Record<string, unknown>): { next?: string } {
  const next = textOf(search.next);
  return next && /^\/(?![/\\])/.test(next) ? { next } : {};
}

/** Which list of the library. */
function listOf(search: Record<string, unknown>): { list?: string } {
  const list = textOf(search.list);
  return list ? { list } : {};
}

/** Which import; the address may hold it as a number or as a text. */
function importOf(search: Record<string, unknown>): { id?: string } {
  const id = String(search.id ?? '');
  return /^\d{1,15}$/.test(id) ? { id } : {};
}

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  loader: async (visit) => {
    homeAhead(visit);
    await visit.context.queries.ensureQueryData(accountQuery);
  },
  component: lazyRouteComponent(() => import('@/features/home/home-page'), 'HomePage'),
});

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: nextOf,
  component: lazyRouteComponent(() => import('@/features/auth/login-page'), 'LoginPage'),
});

const register = createRoute({
  getParentRoute: () => root,
  path: '/register',
  validateSearch: nextOf,
  component: lazyRouteComponent(() => import('@/features/auth/register-page'), 'RegisterPage'),
});

/** Everything for which one must have logged in. */
const members = createRoute({
  getParentRoute: () => root,
  id: 'members',
  beforeLoad: turnAway,
  loader: membersOnly,
});

const start = createRoute({
  getParentRoute: () => members,
  path: '/start',
  validateSearch: (search: Record<string, unknown>): { step?: 'grid' | 'where' } =>
    search.step === 'grid' ? { step: 'grid' } : {},
  component: lazyRouteComponent(
    whole(() => import('@/features/start/start-page')),
    'StartPage',
  ),
});

const explore = createRoute({
  getParentRoute: () => members,
  path: '/explore',
  validateSearch: tuningOf,
  loader: exploreAhead,
  component: lazyRouteComponent(
    whole(() => import('@/features/explore/explore-page')),
    'ExplorePage',
  ),
});

const title = createRoute({
  getParentRoute: () => members,
  path: '/titles/$id',
  loader: titleAhead,
  component: lazyRouteComponent(
    whole(() => import('@/features/title/title-page')),
    'TitlePage',
  ),
});

const person = createRoute({
  getParentRoute: () => members,
  path: '/people/$id',
  component: lazyRouteComponent(
    whole(() => import('@/features/person/person-page')),
    'PersonPage',
  ),
});

const library = createRoute({
  getParentRoute: () => members,
  path: '/library',
  validateSearch: listOf,
  loader: libraryAhead,
  component: lazyRouteComponent(
    whole(() => import('@/features/library/library-page')),
    'LibraryPage',
  ),
});

const analytics = createRoute({
  getParentRoute: () => members,
  path: '/analytics',
  component: lazyRouteComponent(
    whole(() => import('@/features/analytics/analytics-page')),
    'AnalyticsPage',
  ),
});

const bring = createRoute({
  getParentRoute: () => members,
  path: '/import',
  validateSearch: importOf,
  component: lazyRouteComponent(
    whole(() => import('@/features/import/import-page')),
    'ImportPage',
  ),
});

const compare = createRoute({
  getParentRoute: () => members,
  path: '/compare',
  validateSearch: (search: Record<string, unknown>) => named(search, ['a', 'b']),
  component: lazyRouteComponent(
    whole(() => import('@/features/compare/compare-page')),
    'ComparePage',
  ),
});

const me = createRoute({
  getParentRoute: () => members,
  path: '/me',
  validateSearch: (search: Record<string, unknown>) => named(search, ['tab']),
  component: lazyRouteComponent(
    whole(() => import('@/features/me/me-page')),
    'MePage',
  ),
});

const admin = createRoute({
  getParentRoute: () => members,
  path: '/admin',
  validateSearch: (search: Record<string, unknown>) => named(search, ['tab', 'one']),
  component: lazyRouteComponent(
    whole(() => import('@/features/admin/admin-page')),
    'AdminPage',
  ),
});

const routes = root.addChildren([
  home,
  login,
  register,
  members.addChildren([start, explore, title, person, library, analytics, bring, compare, me, admin]),
]);

export function newRouter(queries: QueryClient) {
  return createRouter({
    routeTree: routes,
    context: { queries },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    defaultErrorComponent: RouteError,
    defaultPendingMs: 300,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof newRouter>;
  }
}
