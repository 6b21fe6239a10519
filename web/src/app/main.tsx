import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { loadCatalogue } from '@/lib/messages/catalogues';
import { chosenLanguage } from '@/lib/messages/language';
import { MessagesProvider } from '@/lib/messages/provider';
import { newQueryClient } from '@/lib/query-client';
import { newRouter } from './router';
import './styles.css';

const language = chosenLanguage();
const queries = newQueryClient();
const router = newRouter(queries);
const place = document.getElementById('root');
if (!place) throw new Error('index.html has no #root');

// The first screen is loaded while the messages come; where it leads elsewhere meanwhile, that is followed.
const messages = loadCatalogue(language);
const leave = router.history.subscribe(router.load);
void router.load();
const catalogue = await messages;
// The page listens for itself from here on. Where two listen nothing is loaded, where none does the page stays empty.
leave();
flushSync(() =>
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <MessagesProvider language={language} catalogue={catalogue}>
          <RouterProvider router={router} />
        </MessagesProvider>
      </QueryClientProvider>
    </StrictMode>,
  ),
);

/** After everything else has come: it fetches all files of the app. */
function keepFiles() {
  void navigator.serviceWorker.register('/sw.js');
}

if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  // The page may have loaded while the messages were fetched, and says so only once.
  if (document.readyState === 'complete') keepFiles();
  else window.addEventListener('load', keepFiles);
}
