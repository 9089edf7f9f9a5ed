#!/usr/bin/env python3
"""Runs the end-to-end scenarios against one or both systems.

  run.py --target SYSTEM CLI PUBLISHER [WRAPPER]…  [--results FILE] [--only TEXT] [--list]
  run.py --table FILE…

SYSTEM is posix or win32; WRAPPER runs a Windows program elsewhere (wine).  Prints TAP and, behind
it, a table of scenarios and systems; --results keeps the results, and --table prints those of
several runs side by side."""

import argparse
import json
import os
import sys

import harness
import scenarios_bad_input  # pylint: disable=unused-import
import scenarios_errors  # pylint: disable=unused-import
import scenarios_find  # pylint: disable=unused-import
import scenarios_health  # pylint: disable=unused-import
import scenarios_layout  # pylint: disable=unused-import
import scenarios_life  # pylint: disable=unused-import
import scenarios_list  # pylint: disable=unused-import
import scenarios_output  # pylint: disable=unused-import
import scenarios_presets  # pylint: disable=unused-import
import scenarios_read  # pylint: disable=unused-import
import scenarios_recording  # pylint: disable=unused-import
import scenarios_show  # pylint: disable=unused-import
import scenarios_trigger  # pylint: disable=unused-import
import scenarios_watch  # pylint: disable=unused-import


def run(targets, wanted):
    results, number, failed = {}, 0, 0
    print(f'1..{len(targets) * (len(wanted) + 1)}', flush=True)
    for target in targets:
        mine = results[target.system] = {}

        def report(title, status, text, seconds):
            nonlocal number, failed
            number += 1
            failed += status == 'FAILED'
            mine[title] = (status, text)
            word = 'not ok' if status == 'FAILED' else 'ok'
            skip = f' # SKIP {text}' if status == 'skipped' else ''
            print(f'{word} {number} - {target.system}: {title}{skip}')
            for line in (text or '').splitlines() if status == 'FAILED' else []:
                print(f'# {line}')
            if seconds >= 1:
                print(f'# {seconds:.1f} s')
            sys.stdout.flush()

        target.run_all(wanted, report)
    return results, failed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--target', nargs='+', action='append', default=[])
    parser.add_argument('--results')
    parser.add_argument('--only', help='scenarios with this text in their title or function')
    parser.add_argument('--list', action='store_true')
    parser.add_argument('--table', nargs='+')
    args = parser.parse_args()

    wanted = [s for s in harness.scenarios if not args.only or args.only in s[0] or args.only in s[3].__name__]
    if args.list:
        for title, only, reason, _ in wanted:
            print(title + (f' ({only} only: {reason})' if only else ''))
        return 0
    if args.table:
        results = {}
        for path in args.table:
            with open(path, encoding='utf-8') as file:
                results.update(json.load(file))
        harness.print_table(results)
        return 0
    if not args.target:
        parser.error('a target is missing')

    targets = [harness.Target(t[0], os.path.abspath(t[1]), os.path.abspath(t[2]), t[3:]) for t in args.target]
    results, failed = run(targets, wanted)
    harness.print_table(results)
    if args.results:
        with open(args.results, 'w', encoding='utf-8') as file:
            json.dump(results, file, indent=1)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
