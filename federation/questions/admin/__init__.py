"""Best bets and reports of questions in the platform's admin."""
