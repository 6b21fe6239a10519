import type { Schemas } from '@/lib/api/client';
import { useMessages } from '@/lib/messages/provider';
import { Badge } from '../badge';
import { outcomeName, roleName } from './names';

/** The parts that a version has now, and what the gate said of it. */
export function Parts({ seen }: { seen: Schemas['VersionSeen'] }) {
  const { t } = useMessages();
  const outcome = outcomeName(seen.outcome, t);
  return (
    <>
      {seen.roles.map((role) => {
        const { name, tone } = roleName(role, t);
        return (
          <Badge key={role} tone={tone}>
            {name}
          </Badge>
        );
      })}
      <Badge tone={outcome.tone}>{outcome.name}</Badge>
    </>
  );
}
