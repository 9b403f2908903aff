-- Until when a disclosure is kept is said when it comes, and moved by nobody: by changing it the role that serves could have
-- `disclosure.remove` take one away today (70-disclosures.md 9.8).
REVOKE UPDATE (expires) ON disclosure.reports FROM heed_sealed;
