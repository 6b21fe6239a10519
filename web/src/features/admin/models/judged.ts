import type { Schemas } from '@/lib/api/client';

type Figures = Schemas['JudgedFigures'];

export interface Judged {
  words: string;
  figures: Figures | null;
}

interface Decision {
  words?: string[];
  alpha?: number;
  evidence?:
    | (Omit<Figures, 'champion' | 'candidate' | 'metric' | 'alpha'> & {
        champion_mean: number;
        candidate_mean: number;
      })
    | null;
}

/** What gate.json of a version says, in the form in which trainings tell it. Null where nobody judged it. */
export function judgedOf(gate: Record<string, unknown> | null | undefined): Judged | null {
  const decision = gate?.decision as Decision | undefined;
  if (!decision?.words) return null;
  const { evidence, alpha = 0 } = decision;
  return {
    words: decision.words.join(' '),
    figures: evidence
      ? {
          ...evidence,
          metric: 'ndcg@10',
          champion: evidence.champion_mean,
          candidate: evidence.candidate_mean,
          alpha,
        }
      : null,
  };
}
