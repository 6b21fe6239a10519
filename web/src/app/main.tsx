import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
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

const catalogue = await loadCatalogue(language);
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <MessagesProvider language={language} catalogue={catalogue}>
        <RouterProvider router={router} />
      </MessagesProvider>
    </QueryClientProvider>
  </StrictMode>,
);

if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  window.addEventListener('load', () => void navigator.serviceWorker.register('/sw.js'));
}
