import type { trainings as original } from '../en/trainings';

export const trainings = {
  'trainings.new': 'Lernen',
  'trainings.new.lead':
    'Ein Modell lernt aus den Daten des Hauses und aus den Bewertungen derer, die zustimmen. Antworten gehen vor: Ein Training macht ihnen Platz.',
  'trainings.start': 'Training beginnen',
  'trainings.asked': 'Ein Training ist vorgemerkt',
  'trainings.idle': 'Gerade wird nichts gelernt. Was die Prüfung durchlässt, antwortet von selbst.',
  'trainings.idle.approval': 'Gerade wird nichts gelernt. Was die Prüfung durchlässt, wartet auf dein Wort.',
  'trainings.step.asked': 'Vorgemerkt',
  'trainings.step.learns': 'Lernt und wird geprüft',
  'trainings.step.decided': 'Entschieden',
  'trainings.since': 'Bisher {seconds} s.',
  'trainings.says.asked': 'Es beginnt, sobald nach den Aufgaben gesehen wird.',
  'trainings.says.again': 'Es wurde abgebrochen und wird in einer Weile noch einmal versucht.',
  'trainings.says.running':
    'Das Modell wird ohne die Zurückgehaltenen gelernt; dann werden beide Modelle zu ihnen befragt. Von hier aus lässt es sich nicht abbrechen.',
  'trainings.says.begun': 'Wer daran war, ging weg, bevor es fertig war.',
  'trainings.says.judged': 'Es ist geprüft, und noch hat niemand danach gehandelt.',
  'trainings.says.failed': 'Es wurde zu oft vergeblich versucht. Die antwortende Fassung macht weiter.',
  'trainings.says.stopped': 'Aus den Daten lässt sich nicht lernen, also wurde nichts gelernt.',
  'trainings.says.kept_out': 'Die Fassung bleibt erhalten und antwortet nicht.',
  'trainings.says.waiting': 'Die Fassung wartet auf dein Wort.',
  'trainings.says.promoted': 'Die Fassung antwortet.',
  'trainings.says.overtaken': 'Inzwischen antwortet eine andere Fassung als die, mit der verglichen wurde.',
  'trainings.state.asked': 'Vorgemerkt',
  'trainings.state.running': 'Läuft',
  'trainings.state.begun': 'Abgebrochen',
  'trainings.state.judged': 'Geprüft',
  'trainings.state.failed': 'Misslungen',
  'trainings.state.stopped': 'Angehalten',
  'trainings.state.kept_out': 'Nicht eingesetzt',
  'trainings.state.waiting': 'Wartet auf dich',
  'trainings.state.promoted': 'Eingesetzt',
  'trainings.state.overtaken': 'Überholt',
  'trainings.ledger': 'Was von den Zurückgehaltenen bleibt',
  'trainings.ledger.lead':
    'Von manchen Leuten wird nie gelernt; an ihnen wird geprüft. Jedes neue Modell verbraucht etwas von dem, was sie sagen können.',
  'trainings.ledger.none':
    'Noch wird niemand zurückgehalten: Wer es ist, entscheidet das erste Training oder die erste Fassung.',
  'trainings.ledger.left': 'Übrig',
  'trainings.ledger.spent':
    '{spent} von {budget} Wahrscheinlichkeit, falsch einzusetzen, sind verbraucht; das nächste Modell darf {next} verbrauchen.',
  'trainings.ledger.judged': 'Geprüfte Modelle',
  'trainings.ledger.held':
    '{share} der Leute werden seit {day} zurückgehalten. {fresher, plural, =0 {Kein Modell wurde} one {# Modell wurde} other {# Modelle wurden}} eingesetzt, weil es frischer war.',
  'trainings.ledger.used_up': 'Diese Leute sind zu oft befragt worden',
  'trainings.ledger.used_up.help': 'Das nächste Training hält andere zurück und beginnt neu zu zählen.',
  'trainings.done': 'Entscheidungen der Prüfung',
  'trainings.done.lead': 'Die neuesten zuerst.',
  'trainings.none': 'Noch kein Training',
  'trainings.none.help':
    'Beginne oben eines. Von selbst lernt das Haus, sobald MATINEE_TRAIN_HOURS oder MATINEE_TRAIN_RATINGS gesetzt ist.',
  'trainings.one': 'Training {id}',
  'trainings.against': 'Verglichen mit {name}.',
  'trainings.against.again':
    'Verglichen mit {name}, noch einmal gelernt ohne die jetzt Zurückgehaltenen, weil sie von manchen gelernt hatte.',
  'trainings.figures': 'Die Zahlen der Entscheidung',
  'trainings.figures.none': 'Zahlen wurden nicht angesehen: Der Vergleich hätte nichts bedeutet.',
  'trainings.learned': 'Woraus es gelernt hat',
  'trainings.learned.members': 'Aus diesem Haus',
  'trainings.learned.members.says':
    '{ratings, plural, one {# Bewertung} other {# Bewertungen}} von {members, plural, one {# Mitglied} other {# Mitgliedern}}',
  'trainings.learned.held_out': 'Zurückgehaltene Leute',
  'trainings.learned.until': 'Neuestes Ereignis',
  'trainings.reason.better': 'Es ist besser, und nichts ist geschädigt.',
  'trainings.reason.fresher': 'Es hat aus Neuerem gelernt und ist nachweislich nicht schlechter.',
  'trainings.reason.guardrail': 'Etwas, das nicht fallen darf, ist gefallen.',
  'trainings.reason.worse': 'Es ist schlechter.',
  'trainings.reason.below_floor': 'Es ist besser, aber so wenig, dass sich der Wechsel nicht lohnt.',
  'trainings.reason.no_gain': 'Es ist nicht besser, und ein Gewinn hätte sich wohl gezeigt.',
  'trainings.reason.underpowered':
    'Dass es besser ist, zeigt sich nicht, und mit so wenigen Leuten konnte es das kaum. Es bleibt, wie es ist.',
  'trainings.reason.guardrail_open':
    'Es ist nicht gezeigt, dass nichts verloren ging, obwohl so viele Leute es hätten zeigen können.',
  'trainings.reason.worn_out': 'Die Zurückgehaltenen sind zu oft befragt worden.',
  'trainings.reason.identical':
    'Es sagt genau dasselbe wie die antwortende Fassung: Neues wurde nicht gelernt.',
  'trainings.reason.too_few': 'Es waren zu wenige Leute da für einen Vergleich.',
  'trainings.reason.older_snapshot': 'Es hat aus Älterem gelernt als die antwortende Fassung.',
  'trainings.reason.leak': 'Es kann gesehen haben, wonach es gefragt wurde.',
  'trainings.reason.refused': 'Die beiden ließen sich nicht vergleichen.',
  'trainings.approve': 'Antworten lassen',
  'trainings.approve.title': 'Soll diese Fassung allen antworten?',
  'trainings.approve.says':
    'Die Prüfung hat sie durchgelassen. Sie antwortet binnen Sekunden allen; zurück geht es unter Modelle.',
  'trainings.approved': 'Sie antwortet jetzt allen',
  'trainings.decline': 'Ablehnen',
  'trainings.decline.title': 'Diese Fassung nicht einsetzen?',
  'trainings.decline.says':
    'Sie antwortet nicht und bleibt erhalten. Unter Modelle lässt sie sich später noch einsetzen.',
  'trainings.declined': 'Sie wird nicht eingesetzt',
} satisfies Record<keyof typeof original, string>;
